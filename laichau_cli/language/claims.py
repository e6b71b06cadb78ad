"""What a text says around its figures, in both languages: units, goals, growth, places.

Words are folded (`fold`) unless said otherwise, so that a draft without accents is read as well.
"""

from __future__ import annotations

MEASURES = {
    "percent": (
        ("%", "1"), ("phần trăm", "1"), ("phan tram", "1"), ("percent", "1"), ("per cent", "1"),
    ),
    "points": (
        ("điểm phần trăm", "1"), ("diem phan tram", "1"), ("điểm %", "1"),
        ("percentage point", "1"),
        ("percentage points", "1"), ("points/yr", "1"),
    ),
    "vnd": (("đồng", "1"), ("vnđ", "1"), ("vnd", "1"), ("dong", "1"), ("₫", "1")),
    "usd": (
        ("usd", "1"), ("us$", "1"), ("$", "1"), ("đô la", "1"), ("đô la mỹ", "1"), ("dollars", "1"),
    ),
    "ha": (
        ("ha", "1"), ("hectare", "1"), ("hectares", "1"), ("héc-ta", "1"), ("hecta", "1"),
        ("hécta", "1"), ("km²", "100"), ("km2", "100"), ("km vuông", "100"),
        ("ki-lô-mét vuông", "100"), ("sq km", "100"), ("square km", "100"),
        ("square kilometres", "100"), ("square kilometers", "100"), ("m²", "0.0001"),
        ("m2", "0.0001"),
    ),
    "km": (
        ("km", "1"), ("kilometres", "1"), ("kilometers", "1"), ("ki-lô-mét", "1"),
        ("mét", "0.001"), ("metres", "0.001"),
    ),
    "tonnes": (
        ("tấn", "1"), ("tan", "1"), ("tonne", "1"), ("tonnes", "1"), ("tons", "1"), ("ton", "1"),
        ("tạ", "0.1"), ("kg", "0.001"),
    ),
    "m3": (("m³", "1"), ("m3", "1"), ("mét khối", "1"), ("cubic metres", "1")),
    "mw": (("mw", "1"), ("kw", "0.001")),
    "kwh": (("kwh", "1"), ("mwh", "1000")),
}  # fmt: skip
"""Units of measure as they are written, by what they measure, each in terms of one of them."""
PER = r"\s*(?:/|\bper\b|\ban?\b|\bmỗi\b|\bmột\b|\btrên mỗi\b)\s*(?P<per>[^\W\d_]+)"
"""A pattern for what a figure is for each of."""
PER_ANY = {"nam", "year", "yr", "annum", "nguoi", "person", "head", "capita"}
"""What goes without saying where a figure is for each year or person."""
PER_TIMES = {
    "nam": 12, "year": 12, "yr": 12, "annum": 12, "quy": 3, "quarter": 3, "thang": 1, "month": 1,
}  # fmt: skip
"""Times for each of which a figure is, in months."""

PLAIN = frozenset(
    """
    là có đạt được bị gồm chiếm đóng góp dài rộng sử dụng dùng đón ghi nhận thì mà đã đang vẫn còn
    cũng chỉ khoảng hơn gần trên ước tính xấp xỉ số tổng tỷ lệ trọng mức con các những một tới đến
    lên xuống từ với của và hoặc hay ở tại trong địa bàn theo về cho vào bằng so khi này toàn cả
    tỉnh hiện nay đứng xếp thứ hạng năm tháng ngày quý kỳ cuối hết giai đoạn nhiệm báo cáo thống
    kê liệu công bố the a an all it its this these their they there which that s is are was were
    be been has have had of in on at to by for from with and or as than into out per while when
    where between during about around some only just nearly almost over more roughly approximately
    estimated estimate still also now currently already today total totalled number numbered count
    counted share rate figure stand stood reach reached came amount amounted make made up account
    accounted contribute comprise cover covered use used own meet met put home live grow grown
    record recorded show report year end province provincial tức nhanh mạnh kể đáng rapidly
    sharply steadily slightly fast can could get gets able rank ranked place placed class classed
    tương đương thuộc diện cụ trải mang belong generate generated contributed stretch across
    occupy officially come visited living lived local rely relies vận hành
    """.split()  # noqa: SIM905
)
"""Words, with accents, that say nothing more of a figure: all others must be those of the fact."""
AVERAGES = {"moi", "binh", "quan", "trung", "average", "averaged"}
"""Folded words of averages and rates, of which many facts have the same."""
IN_TURN = r"\b(?:lần lượt|tương ứng|lan luot|tuong ung|respectively)\b"
"""A pattern for what says that figures are of several names in turn."""
PER_HEAD = (
    {"capita"}, {"head"}, {"person"}, {"dau", "nguoi"}, {"binh", "quan"}, {"average"},
)  # fmt: skip
"""Folded words of which one group says that a figure is for each person."""
PER_CAPITA = ({"dau", "nguoi"}, {"capita"})
"""Words of a label, one group of which has the figure for each person."""
SETTERS = {"hoach", "quyet", "hoi", "plan", "resolution", "decision", "congress"}
"""Folded words that tell those who set a goal from each other."""
APART = (
    r"\b(?:trước|sau|đầu|giữa|truoc|dau|giua|before|after|start of|beginning of|early|mid)[\s-]*"
    r"(?:n[ăa]m\s*)?$"
)
"""A pattern for words right before a period that is not the time itself."""
HAVING = {"has", "have", "had", "có"}
GOALS = {
    "muc tieu", "chi tieu", "phan dau", "ke hoach", "target", "targets", "goal", "goals", "aim",
    "aims", "plan", "plans", "de ra", "dat ra", "set", "sets",
}  # fmt: skip
RISES = {
    "tang", "grew", "grow", "growth", "rose", "rise", "risen", "increase", "increased", "gained",
    "climbed", "climbing", "expanded", "jumped", "surged", "vuon", "nhay",
}  # fmt: skip
FALLS = {
    "giam", "fell", "fall", "fallen", "cut", "reduction", "reduced", "decline", "declined",
    "decrease", "decreased", "dropped", "lost", "shrank", "shrunk", "contracted", "slipped", "tut",
}  # fmt: skip
MOVES = RISES | FALLS
LEVELS = {"con", "xuong", "len", "den", "tu", "to", "from"}
"""Words right before a figure that something rose or fell to, or from."""
FIRST = {"tu", "from"}
REACHED = LEVELS | {"dat", "la", "at", "was", "is", "reached", "averaged"}
"""Words before a figure that is not how far something moved."""
MADE_UP = {"make", "makes", "made", "making"}
"""Words after which `up` is no rise."""
PLACES = (
    "huyện", "xã", "phường", "thị trấn", "thành phố", "thị xã", "thôn", "bản", "việt nam", "vùng",
    "khu vực", "tây bắc", "đồng bằng", "vietnam", "district", "districts", "commune", "communes",
    "ward", "city", "town", "township", "village", "region",
)  # fmt: skip
"""Words, with accents, for a place that the base is not about, unless the fact has them too."""
NATIONS = ("cả nước", "toàn quốc", "nation", "national", "nationwide", "nationally", "country")
"""The same for the nation; a rank is a rank among its provinces."""
STEPS = {"bac", "places", "hang"}
"""Folded words for the steps of a rank."""
AT = {"o", "tai", "trong", "rieng", "in", "at", "among", "across"}
"""Words that begin a clause about a place."""
AMONG = {
    "ca", "nuoc", "country", "provinces", "province", "dia", "phuong", "tren", "ranked", "ranks",
    "rank", "placed", "xep", "dung", "thu", "hang", "hien",
}  # fmt: skip
"""Folded words of ranks, and for those among which something is ranked."""
NAMED_PLACES = {
    "tinh", "huyen", "xa", "phuong", "pho", "thi", "tran", "ban", "tai", "o", "in", "of", "for",
    "province", "district", "commune", "city", "town", "from",
}  # fmt: skip
"""Words beside which a name is the name of a place."""
ENGLISH = {
    "the", "of", "in", "is", "are", "was", "were", "has", "have", "and", "by", "to", "for", "at",
    "people", "some", "per", "a", "an", "over", "with", "from", "only", "its", "than",
}  # fmt: skip
VIETNAMESE = {
    "cua", "co", "la", "tinh", "dat", "ty", "ti", "le", "nam", "dong", "nguoi", "va", "trong",
    "cac", "toan", "tren", "so", "tang", "giam", "chiem", "duoc", "xa", "huyen", "ho", "luong",
    "nghin", "trieu", "khoang", "tich", "dien",
}  # fmt: skip
"""Words by which a line without accents is known to be in a language."""
COMMON = ENGLISH | VIETNAMESE
NOT_VIETNAMESE = r"[wfjz]|(?:[bdklqrsvx]|(?<!n)g|[^aeiouy]t)$"
"""A pattern for a folded word that no Vietnamese syllable is."""

NO_CLAIMS = (
    r"`[^`]*`",
    r"\b(?:https?://|www\.)\S+",
    r"\]\([^)]*\)",
    r"<!--.*?-->",
    r"\S+@\S+",
    r"\[\^?[0-9]+\]:?",
    r"^\s*(?:>\s*)*(?:[-*+]\s+|#+\s+)?(?:[0-9]+[.)]|[IVX]+\.)(?=\s)",
    r"^\s*(?:>\s*)*(?:[-*+]\s+|#+\s+)?[0-9]{1,2}(?:[.][0-9]{1,2})+[.)]?(?=\s+[A-ZĐÀ-Ỹ])",
    r"^\s*#+\s+[0-9]+(?:\.[0-9]+)*\s",
    r"\b[0-9]+[a-zđ]?[-/](?:[0-9]{4}[-/])?[A-ZĐ][\w-]*(?:[-/][A-ZĐ][\w-]*)*",
    r"\b(?!k?m[23]\b|(?:VND|USD|US|EUR)[0-9])[^\W\d_]+-?[0-9]+(?:[.,/][0-9]+)*\b",
    r"\b[0-9]+[GKHDa-d](?:/[0-9]+[GKHD])*\b(?![²³])",
    r"(?<![0-9.,])(?:\+?84|0)[0-9]{1,3}(?:[ .-][0-9]{3,4}){2,3}\b",
    r"(?<![0-9.,])0[0-9]{9}\b",
    r"\b[0-9]{1,2}(?::|h|g)[0-9]{2}\b",
    (
        r"(?i:\b(?:điều|khoản|chương|bảng|hình|trang|phụ lục|quyết định|nghị quyết|nghị định"
        r"|thông tư|quốc lộ|tỉnh lộ|đại hội|lần thứ|khóa|article|table|figure|fig\.|page|chapter"
        r"|section|no\.|annex|decree|decision|resolution|circular|highway|congress))"
        r"\s+[0-9]+[a-zđ]?\b(?![.,]?[0-9%])"
    ),
    (r"(?i:\b(?:số|mục|biểu))\s+[0-9]+[a-zđ]?\b(?![.,]?[0-9%])(?!\s+(?:%|[^\W\d_]))"),
)
"""Patterns for numerals that are no figures: code, links, numbers of lists and laws, names."""

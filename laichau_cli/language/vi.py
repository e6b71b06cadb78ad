"""Vietnamese: its words and marks, under the names that every language has."""

from __future__ import annotations

THOUSANDS, DECIMAL = ".", ","
"""The marks in a number as people write it."""
BOUNDS = {
    "over": "trên",
    "nearly": "gần",
    "about": "khoảng",
    "up-to": "lên tới",
    "at-least": "ít nhất",
    "under": "dưới",
    "at-most": "nhiều nhất",
}
"""The words that hedge a figure, by the `bound` of a fact."""
ESTIMATE = "ước"
SCALE_NAMES = ((12, "nghìn tỷ"), (9, "tỷ"), (6, "triệu"))
"""Powers of ten that have a word in writing, the largest first."""
WORDS = {
    "accessed": "truy cập {date}",
    "actual": "Đạt được",
    "fact": "Dữ kiện",
    "facts": "Dữ kiện",
    "figure": "Số liệu",
    "goal_of": "{fact}, mục tiêu của {setter}",
    "goal": "Mục tiêu",
    "id": "Mã",
    "line": "dòng {line}",
    "margin": "Chênh lệch",
    "note": "Ghi chú",
    "period": "Thời kỳ",
    "set_by": "Bên đặt ra",
    "source": "Nguồn",
    "target": "Mục tiêu",
    "topic": "Chủ đề",
    "year_before": "năm trước",
    "verdict": "Đánh giá",
    "exceeded": "vượt",
    "met": "đạt",
    "short": "chưa đạt",
    "unclear": "chưa rõ",
    "province": "Tỉnh",
    "nation": "Cả nước",
    "places_up": "tăng {by} bậc so với {since}",
    "places_down": "giảm {by} bậc so với {since}",
    "change_since": "{by} so với {since}",
    "no_targets": "không có mục tiêu như vậy",
    "above": "cao hơn {by}",
    "below": "thấp hơn {by}",
    "at_goal": "bằng mục tiêu",
    "within_goal": "trong khoảng mục tiêu",
    "may_be_either": "số liệu ước chừng, chưa thể kết luận",
    "undated": "không rõ ngày",
    "rest": "còn lại",
    "due_by": "hạn {due}",
    "points": "điểm %",
    "stated": "nguồn ghi: {stated}",
    "said": "Nêu bằng lời",
    "for_example": "Ví dụ",
    "so_far": "đến nay {verdict}",
    "not_dated": "{verdict}, không rõ ngày",
    "early": "trước hạn",
    "final": "{count} theo số cuối kỳ",
    "none_final": "chưa có số cuối kỳ",
    "needs": "mỗi năm cần {needs}, từ {start} đến {end}",
    "needs_once": "năm {end} cần {needs}",
    "needs_average": "cần {needs}, từ {start} đến {end}",
    "on_track": "đúng tiến độ",
    "off_track": "chậm tiến độ",
    "mark_note": "* có ghi chú về cách đọc",
    "mark_address": "° không giữ bản sao văn bản",
    "mark_newer": "→ số liệu mới hơn",
    "no_date": "bài không ghi ngày ({publishers})",
    "proven": "có bản sao",
    "not_proven": "không có bản sao",
    "cite": "trích dẫn: laichau cite {name}",
    "copy": "kiểm chứng được: có bản sao, {file}, dòng {line}",
    "no_copy": "° chưa kiểm chứng được: không giữ bản sao, chỉ có câu trích",
    "figures": "Số lần trích",
    "each_fact": "Từng dữ kiện",
    "also": "Còn gọi: {aliases}",
}
"""Every word of ours on a screen."""
CLAIM_VERDICTS = {
    "agrees": "khớp",
    "rounds": "làm tròn",
    "other-time": "thời điểm khác",
    "differs": "khác",
    "unknown": "không rõ",
}
"""Verdicts on the figures of a text, as a person reads them."""


def ordinal(digits: str, total: str | None) -> str:
    """A rank: `thứ 27`, `thứ 27/63`."""
    return f"thứ {digits}" if total is None else f"thứ {digits}/{total}"


def part_of(part: str, whole: str) -> str:
    """A part of a whole: `4/8`."""
    return f"{part}/{whole}"


def date(year: str, month: str | None = None, day: str | None = None) -> str:
    """A year, a month or a day, its numbers without leading zeros: `25/2/2022`."""
    return "/".join(filter(None, (day, month, year)))


# What documents print, for the reader. These are data only: it makes its patterns of them. In a
# pattern YYYY stands for a year, DD and MM for a day and a month in digits, NAME for the name of a
# month, WORD for a word of NUMBER_WORDS and NN for any numeral.

# ---- reading figures

SCALES = {
    "chục": 1, "trăm": 2, "nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6, "tr.": 6, "tr": 6,
    "tỷ": 9, "tỉ": 9,
}  # fmt: skip
"""Powers of ten after a numeral; two of them multiply."""
NO_SCALES = r"\s+(?:trọng|lệ|giá|số|phú|suất|đối|tấn công)\b"
"""What follows a word that looks like a scale and is none: tỷ trọng, tỷ lệ, triệu phú."""
GLUED = {"k": 3, "tr": 6}
"""Scales right after the digits, whatever the figure is of."""
MONEY = {"K": 3, "M": 6, "B": 9, "bn": 9}
"""Scales after an amount that begins with the sign of a currency."""
HALF, HALF_AFTER = r"$.", "rưỡi"
"""Words for a half more, before and after a scale."""
MIXED = r"$."
"""What joins a whole number to a fraction."""
BEFORE = {
    "over": ("trên", "hơn", "vượt", "vượt mốc", "vượt mức", "vượt ngưỡng", ">"),
    "nearly": ("gần", "xấp xỉ", "ngót", "non", "suýt soát", "gần như"),
    "about": ("khoảng", "chừng", "trên dưới", "khoảng trên dưới", "vào khoảng", "tầm", "~", "≈"),
    "up-to": ("lên tới", "lên đến", "có tới", "có đến", "đạt tới"),
    "at-least": (
        "tối thiểu", "tối thiểu là", "ít nhất", "ít nhất là", "không dưới", "không thấp hơn",
        "không ít hơn", "≥",
    ),
    "at-most": (
        "không quá", "tối đa", "tối đa là", "không vượt quá", "nhiều nhất", "nhiều nhất là",
        "không cao hơn", "không hơn", "không nhiều hơn", "≤",
    ),
    "under": ("dưới", "chưa đến", "chưa tới", "chưa đầy", "không đến", "không tới", "<"),
    "estimate": ("ước đạt", "ước tính", "ước tính đạt", "ước tính là", "ước"),
    # What is yet to come may be called an estimate or not.
    "projected": (
        "dự kiến", "dự kiến đạt", "dự báo", "dự báo đạt", "dự kiến là", "ước thực hiện",
    ),
    "rank": ("xếp thứ", "thứ", "xếp hạng", "hạng", "xếp", "vị trí"),
    "negative": ("âm",),
    # What is compared with another thing is not hedged.
    "compared": tuple(
        f"{word} hơn"
        for word in (
            "cao", "thấp", "nhiều", "ít", "lớn", "nhỏ", "nhanh", "chậm", "tốt", "kém", "dài",
            "ngắn", "sớm", "muộn", "rộng", "sâu", "nặng", "nhẹ", "già", "trẻ", "đông", "mạnh",
            "yếu", "xa",
        )
    ),
}  # fmt: skip
"""Words right before a figure, by what they make of it: a bound of it, or another kind."""
PASSED = ("vượt",)
"""Words of a bound that say before a percentage by how much something was passed."""
PROJECTED = r"dự kiến|dự báo"
"""Words that open a clause on what is yet to come."""
AT_LEAST_AFTER = r"trở lên|hoặc (?:cao |nhiều |lớn )?hơn"
AT_MOST_AFTER = r"trở xuống|hoặc (?:thấp |ít |nhỏ )hơn"
ABOUT_AFTER = r"$."
"""Bounds after a figure."""
NOT_BETWEEN = r"từ|đến|và"
"""Words that never stand between a figure and a bound after it."""
ESTIMATES_AFTER = r"ước[^()]*|số ước[^()]*"
RANK_OF = r"trên(?: tổng số)?|trong(?: số| tổng số)?"
"""Between a rank and how many are ranked."""
ORDINALS = r"$."
"""A pattern for what makes a numeral an ordinal; nothing where words before it do."""
FALLS = r"giảm|hụt|sụt giảm|sụt|thu hẹp"
RISES = r"tăng trưởng|tăng"
ADVERBS = (
    r"thêm|bình quân|trung bình|hằng năm|hàng năm|mỗi năm|khá|cao|rất|nhẹ|mạnh|nhanh|chậm|đều|tốt"
    r"|thấp|sâu|gấp|lần lượt|đạt|ở mức|tiếp tục|đột biến|ổn định|là|kinh tế|GRDP|GDP"
)
"""Words between a rise or fall and its figure."""
GROWTHS = (
    r"(?:tốc độ|mức|tỷ lệ) tăng(?: trưởng)?(?: [^\s.,;:\d]+){0,8}?(?: đạt| là| bằng| ở mức|:)"
    r"|tăng trưởng(?: [^\s.,;:\d]+){0,6}? đạt"
)
"""Words that name a rate of growth, up to the figure."""
RISEN_AFTER, FALLEN_AFTER = r"$.", r"$."
"""Words after a figure that has risen, and that has fallen."""
_SINCE = r"(?: (?:so với )?[^\d.,;(]{0,20}(?:(?:19|20)[0-9]{2}|trước|ngoái))?(?: là| thêm)?"
MORE_BY = (
    r"(?:(?:cao|nhiều|lớn|nhanh|tốt|dài|sớm|rộng|sâu|nặng|đông|mạnh|xa) hơn|hơn|thêm|\+"
    rf"|mở rộng|cải thiện|nhích|leo|thăng|vọt|tăng(?: được)?|lên(?=\s*\0\s*bậc)"
    rf"|vượt(?=\s*\0[^.,;]*so với)){_SINCE}"
)
LESS_BY = (
    r"(?:(?:thấp|ít|nhỏ|chậm|kém|ngắn|muộn|nhẹ|yếu) hơn|kém|thua|tụt|rớt|lùi|hạ|mất"
    rf"|giảm(?: đi)?|xuống(?=\s*\0\s*bậc)){_SINCE}"
)
"""Words before how far something has risen or lies above another, and has fallen or lies below."""
MORE_AFTER, LESS_AFTER = r"nữa", r"$."
DOUBTS = r"gấp (?:đôi|rưỡi|ba)|nửa|không phải(?: là)?|chẳng phải"
"""Words before a figure that make another of it."""
FROM_BOTTOM = r"từ (?:dưới|cuối)(?! (?:năm|tháng|quý|kỳ))|đếm ngược|đứng cuối"
"""Words after a rank that is not counted from the top."""
ALIKE = r"(?:,\s*)?(?:hay|tức(?: là)?|tương đương|tương ứng)"
"""Between two ways to print one rise or fall."""
EACH, EACH_AFTER = r"lần lượt", r"$."
"""Words that give each of several figures the same rise or fall, before them and after them."""
AND = r"\s*(?:và|,)"
RATIOS = r"/|trên tổng số|trong tổng số|trong số"
RANGES = r"đến|tới"
FROM, BETWEEN = r"từ", r"$."
"""What opens a range, or a move from one figure to another; and what always opens a range."""
PER = r"mỗi|trên(?=\s+1[0.]*\s)"
EVERY = (
    r"(?:một|hàng|hằng|trên(?: một)?) (?:năm|quý|tháng|tuần|ngày|giờ|vụ|ha|hecta|héc ta|sào|người"
    r"|hộ|lao động)(?! (?:qua|trước|sau|nay|đầu))"
)
"""Other words that make a rate of the unit before them."""
EACH_OF = ("mỗi", "một", "hàng", "hằng", "trên")
SAME_TIMES: dict[str, tuple[str, ...]] = {}
"""Other words for the time of a rate."""
UNITS_PER = r"(?:ha|hecta|héc ta|người|dân|lao động|hộ|đầu người|tháng|ngày|sào)\b"
"""What stands after `trên 1` where it means `for each`."""

# ---- reading periods

YEAR_WORDS = (
    r"\bnăm học|\bniên vụ|\bnăm|\bgiai đoạn|\btừ|\bđến|\bnhiệm kỳ|\bvụ|\bso với|\bcùng kỳ|\("
)
"""Words before a numeral that make it a year."""
YEAR_ENDS = r"(?:cuối|hết)\s+"
OLD_YEARS = r"\bnăm\s+(?P<year>1[0-8][0-9]{2})(?![0-9.,]*[0-9])"
PERIODS = (
    r"\b(?P<months>[0-9]{1,2})\s+tháng(?:\s+(?P<last>cuối))(?:\s+năm)?(?:\s+(?P<in>YYYY))?",
    (
        r"(?<![0-9])(?P<months>[0-9]{1,2})\s+tháng(?!\s+(?:[0-9]|tới|qua|nữa|sau|tuổi"
        r"|trở lên|liên))"
        r"(?:\s+đầu)?(?:(?:\s+năm|\s+của năm)?(?:/|\s+)(?P<in>YYYY)(?![0-9]))?"
    ),
    (
        r"(?<!\w)(?P<months>WORD)\s+tháng(?:\s+đầu(?:\s+năm)?(?:\s+(?P<in>YYYY))?"
        r"|(?:\s+(?:của\s+)?năm|/|\s)\s*(?P<in2>YYYY))"
    ),
    r"(?<!\w)(?P<months>[0-9]{1,2})T[/-]?(?P<in>YYYY)",
    (
        r"(?:\bquý|\bQ\.?)\s*(?P<quarter>[1-4]|IV|I{1,3}|một|hai|ba|tư)\b(?:(?:\s*[/-]\s*|\s+năm\s+"
        r"|\s+)(?P<in>YYYY))?"
    ),
    r"(?<![0-9\w])(?P<quarters>[1-4]|hai|ba|bốn)\s+quý(?:\s+đầu(?:\s+năm)?)?(?:\s+(?P<in>YYYY))?",
    r"\bnửa\s+(?P<half>đầu|cuối)(?:\s+năm)?(?:\s+(?P<in>YYYY))?",
    (
        r"\btháng\s+(?P<month>MM)(?:/(?P<first>YYYY))?\s*(?:-|–|đến|và)\s*(?:tháng\s+)?(?P<to>MM)"
        r"(?:(?:/|\s+năm\s+)(?P<in>YYYY))?"
    ),
    r"\b(?:tháng\s+|T)(?P<month>MM)(?:\s*[/.-]\s*(?P<in>YYYY)|,?\s+năm\s+(?P<in2>YYYY))?",
    r"(?:thập niên|thập kỷ|những năm)\s+(?P<decade>(?:19|20)[0-9]0)\b",
)
LENGTHS = r"(?:\bsau|\bvòng|\bhơn|\bmỗi|\bkéo dài|\bthời gian|\bthời hạn|\bkỳ hạn|\bcứ|\btừ)\s*$"
"""Words before so many months that are a length of time."""
DAYS = (
    (
        r"(?:\bngày|\bsáng|\btrưa|\bchiều|\btối|\bđêm|\bhôm"
        r"|\()\s*(?P<day>DD)[/.-](?P<month>MM)(?![/.-]?[0-9])"
    ),
    r"(?<![0-9])(?P<day>DD)\s+tháng\s+(?P<month>MM)(?![0-9/])",
)
"""Days without a year."""
DATES = (r"(?P<day>DD)\s+tháng\s+(?P<month>MM)(?:,?\s+năm)?\s+(?P<year>[0-9]{4})\b",)
DAY_FIRST: bool | None = True
"""Which part of 4/5/2022 is the day; None where either may be."""
NUMBER_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip
"""Words for the number of a half, a quarter or of months."""
ORIGINS = (
    r"(?:so với|so|kể từ|tính từ|cùng kỳ|gấp[^.;]{0,12}lần)(?:\s+(?:cùng|kỳ|cuối|đầu"
    r"|thời điểm|bình quân"
    r"|trung bình|giai đoạn|mức|của|vụ|xuân|mùa|đông|hè thu|trước|ngày|năm|tháng|quý"
    r"|niên vụ))*\s*\(?$"
)
"""Words before a period that something is compared with."""
OUTSIDE = (
    r"(?:(?<!năm )(?<!kỳ )(?<!tháng )(?:trước|sau)|từ đầu năm(?: nay)? (?:cho )?(?:đến|tới))"
    r"(?:\s+(?:hết|năm|tháng|quý|ngày|giai đoạn))*"
)
"""Words before a period that something was before or after."""
ONWARDS = r"(?:đến|tới) nay|trở (?:lại đây|về sau|đi)"
"""Words after a period from which on something was so."""
YEAR_BEFORE = r"cùng kỳ|năm trước|năm ngoái"
"""Words for the same time a year before."""

# ---- reading names

NAMES = (
    (
        r"(?:Nghị quyết|Quyết định|Nghị định|Thông tư|Chỉ thị|Kết luận"
        r"|Công văn)\s+(?:số\s*:?\s*)?(?P<n>NN)"
    ),
    r"(?:quốc lộ|tỉnh lộ|đường tỉnh|huyện lộ)\s+(?:số\s+)?(?P<n>NN)",
    (
        r"(?:phụ lục|bảng|biểu|hình|điều|khoản|chương|thế kỷ|khóa"
        r"|khoá)\s+(?:số\s+)?(?P<n>NN)(?![\d.,]*\s*%)"
    ),
    r"(?:lần|kỳ họp|phiên họp|khóa|khoá|năm|ngày|tháng|tuần|đợt|phiên|kỳ)\s+thứ\s+(?P<n>NN)",
    r"\btrên\s+(?P<n>10{2,5}|10{0,2}[.]0{3})\s+(?:dân|trẻ)\b",
)
"""Names with a numeral: laws, roads, tables, occasions; not the figures of anything."""

# ---- what stands beside a figure

ODD_SCALES = ("tá", "lố", "ức", "vạn", "mớ")
"""Words that multiply, but by no power of ten that is read."""
PLAIN = """
và hoặc là có được đã đang sẽ bị của cho với từ đến tại ở trong trên theo so bằng do để khi nếu mà
thì cũng nên gồm bao như trở này đó các những mỗi cả toàn sau trước vào ra lên xuống còn đạt chiếm
tăng giảm nhưng song tuy tức hay số tổng lượt mới lớn nhỏ khác nữa loại chiếc cái căn con
"""
"""Words after a figure that are no unit: the sentence goes on."""
RANK_NOTES = "hạng"
"""A word in a note on a rank that its words do not call one."""
FORMS_PER = tuple(
    f"{{unit}} {each} {{per}}" for each in ("mỗi", "một", "hàng", "hằng", "trên một", "/")
)
"""Other ways to print a unit such as %/năm."""
SAME_UNITS = {"%": ("phần trăm",)}
"""Other words for a sign that is a unit."""
FALL_LABELS = r"giảm|sụt|mất|cắt|hụt|thu hẹp|tiết kiệm"
"""Words of a label or note that is of a fall, whose figure is then positive."""
GROWTH_LABELS = r"tăng|giảm|lạm phát|chỉ số giá"
"""Words of a label that is of a rise or fall, though the words cited do not say so."""
COUNTED = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10,
}  # fmt: skip
"""Words for small numbers in a note."""
UNIT_HEADS = r"(?:đơn vị(?: tính)?|ĐVT)\s*:"
"""What stands before the unit at the head of a table."""

# ---- search

QUESTION_WORDS = """
ai bao bị bởi các cho có của đâu được gì hay hãy hiện khi là mấy nào nay này nhiêu nhiều như những ở
rồi tại thế thì trong và về với vào
"""
"""Words that any question has."""
GOALS = ("mục tiêu", "chỉ tiêu", "kế hoạch")
VERDICTS = {"exceeded": "vượt", "met": "đạt", "short": "dưới hụt"}
"""What is said of a goal, by the verdict."""
NOT = "chưa không"
PLACES = """
an giang, bà rịa, vũng tàu, bắc giang, bắc kạn, bạc liêu, bắc ninh, bến tre, bình định, bình dương,
bình phước, bình thuận, cà mau, cao bằng, cần thơ, đà nẵng, đắk lắk, đắk nông, điện biên, đồng nai,
đồng tháp, gia lai, hà giang, hà nam, hà nội, hà tĩnh, hải dương, hải phòng, hậu giang, hòa bình,
hồ chí minh, huế, hưng yên, khánh hòa, kiên giang, kon tum, lai châu, lạng sơn, lào cai, lâm đồng,
long an, nam định, nghệ an, ninh bình, ninh thuận, phú thọ, phú yên, quảng bình, quảng nam,
quảng ngãi, quảng ninh, quảng trị, sài gòn, sóc trăng, sơn la, tây ninh, thái bình, thái nguyên,
thanh hóa, thừa thiên, tiền giang, trà vinh, tuyên quang, vĩnh long, vĩnh phúc, yên bái, việt nam,
trung quốc, vân nam, thái lan, campuchia
"""
"""Places of which a base knows nothing, unless a name in it has them."""
_ONSETS = ("", *"b c ch d g gh gi h k kh l m n ng ngh nh p ph q r s t th tr v x".split())  # noqa: SIM905
_RHYMES = frozenset(
    """
a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem ien
ieng iep iet ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen
oeo oet oi om on ong oong op ot u ua uan uang uat uay uc ue uech uenh ui um un ung uo uoc uoi uom
uon uong uop uot uou up ut uu uy uya uych uyen uyet uynh uyt uyu y yem yen yet yeu
""".split()  # noqa: SIM905
)


def is_syllable(folded: str) -> bool:
    """Whether a folded word could be a Vietnamese syllable."""
    return any(folded.startswith(onset) and folded[len(onset) :] in _RHYMES for onset in _ONSETS)


# ---- what a draft looks for

GOAL_WORDS = r"mục tiêu|phấn đấu|chỉ tiêu|đặt ra|đề ra|kế hoạch(?= năm)"
"""Words before a figure that is to be reached."""
TO_DATE = r"đến nay|hiện nay|hiện tại|hiện có|lũy kế|luỹ kế"
"""Words that say now, so that the period of a sentence before does not hold."""
NOUN = 2
"""Words of a name for what is counted, as a rule."""
COUNTERS = ("lượt", "chiếc", "cái", "căn", "con", "cuộc", "bộ")
"""Words after a number that belong to the name of what is counted."""
COMPOUNDS = (
    "thuê bao",
    "thiết bị",
    "cơ sở dữ liệu",
    "đơn vị sự nghiệp",
    "hợp tác xã",
    "dân số",
    "chỉ số",
)
"""Names of what is counted that are longer, or have a word that is plain elsewhere."""

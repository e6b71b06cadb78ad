"""Write a fact base of any size, of the shape that a large one would have.

    python benchmarks/generate.py N OUT.toml [--with facts.toml]

The same N gives the same bytes. Each topic is a field in a commune and has 20 to 60 facts in both
languages, with aliases, evidence and some targets; 'xã' and 'commune' stand in most of them, and
names of places and cooperatives make a vocabulary of tens of thousands of words at 100,000 facts.
With another base, its tables stand unchanged in the middle and no generated figure or name is one
of its own, so that a set of queries keeps its answers.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
from collections.abc import Iterator
from typing import NamedTuple

import tomli

from laichau_cli.language.figures import numerals, readings
from laichau_cli.language.fold import fold, words

FIELDS = """
livestock|Chăn nuôi|Livestock|con|head
đàn trâu|buffaloes
đàn bò|cattle
đàn lợn|pigs
gia cầm|poultry
đàn dê|goats
đàn ngựa|horses
chuồng trại nuôi nhốt|stables
liều vắc-xin thú y|veterinary vaccine doses
fishery|Thủy sản|Fisheries|tấn|tonnes
cá hồi nuôi lồng|caged salmon
cá tầm|sturgeon
cá chép giống|carp fry
ao nuôi cá|fish ponds
lồng bè trên hồ|cages on the reservoir
forestry|Lâm nghiệp|Forestry|ha|ha
rừng phòng hộ|protection forest
rừng đặc dụng|special-use forest
rừng sản xuất trồng mới|newly planted timber
quế|cinnamon
thảo quả dưới tán rừng|cardamom under the canopy
sâm|ginseng
vụ cháy rừng|forest fires
orchards|Cây ăn quả, rau màu|Fruit and vegetables|tấn|tonnes
chuối|bananas
mận|plums
lê|pears
bắp cải|cabbage
ngô nương|upland maize
sắn|cassava
khoai sọ|taro
mật ong|honey
hoa lan|orchids
irrigation|Thủy lợi|Irrigation|m³|m³
kênh mương|canals
đập dâng|weirs
hồ chứa|reservoirs
trạm bơm|pumping stations
nước tưới vụ chiêm|irrigation water for the spring crop
water|Nước sạch, vệ sinh|Water and sanitation|công trình|works
giếng khoan|boreholes
bể chứa nước mưa|rainwater tanks
vòi nước công cộng|public taps
nhà tiêu hợp vệ sinh|hygienic latrines
energy|Điện năng|Electricity|kWh|kWh
thủy điện nhỏ|small hydropower
điện mặt trời mái nhà|rooftop solar
máy biến áp|transformers
công tơ|meters
đường dây trung thế|medium-voltage lines
weather|Khí tượng|Weather|mm|mm
lượng mưa|rainfall
ngày sương muối|days of frost
trận mưa đá|hailstorms
lũ quét|flash floods
điểm sạt lở|landslide sites
transport|Vận tải|Transport|lượt|trips
xe buýt|buses
cầu treo|suspension bridges
cầu bê tông|concrete bridges
vụ tai nạn|road accidents
giấy phép lái xe|driving licences
hàng hóa vận chuyển|freight
preschools|Giáo dục mầm non|Preschools|trẻ|children
trẻ nhà trẻ|nursery children
lớp mẫu giáo|kindergarten classes
cô nuôi|nursery cooks
bữa trưa bán trú|boarding lunches
đồ chơi ngoài trời|outdoor toys
vocational|Đào tạo nghề|Vocational training|học viên|trainees
lớp may mặc|tailoring courses
lớp hàn|welding courses
lớp dệt thổ cẩm|brocade weaving courses
chứng chỉ sơ cấp|elementary certificates
hospitals|Khám chữa bệnh|Hospitals|giường|beds
giường bệnh|hospital beds
bác sĩ|doctors
nữ hộ sinh|midwives
ca phẫu thuật|operations
lượt tiêm chủng|vaccinations
ca sốt rét|malaria cases
culture|Văn hóa truyền thống|Heritage|lượt|visits
lễ hội|festivals
nhà văn hóa|culture houses
đội văn nghệ|arts troupes
nghệ nhân|master artisans
hiện vật bảo tàng|museum objects
sách thư viện|library books
sport|Thể thao|Sport|người|persons
sân bóng|football pitches
vận động viên|athletes
câu lạc bộ võ thuật|martial arts clubs
giải chạy|running races
justice|Tư pháp|Justice|vụ|cases
vụ án hình sự|criminal trials
hòa giải viên|mediators
hợp đồng công chứng|notarised contracts
khai sinh|birth registrations
kết hôn|marriages
land|Địa chính|Land registry|thửa|plots
sổ đỏ|title deeds
thửa đo đạc|surveyed plots
tranh chấp|disputes
bản đồ giấy|paper maps
housing|Nhà ở|Housing|căn|dwellings
nhà sàn|stilt houses
nhà tạm|makeshift homes
nhà tình nghĩa|gratitude homes
giấy phép xây dựng|building permits
waste|Môi trường|Environment|tấn|tonnes
rác sinh hoạt|domestic waste
bãi chôn lấp|landfills
lò đốt|incinerators
mẫu nước thải|sewage samples
bao bì thuốc trừ sâu|pesticide containers
coops|Hợp tác xã|Cooperatives|thành viên|members
tổ hợp tác|collaborative groups
vốn góp|share capital
máy cày|ploughs
kho lạnh|cold stores
máy sấy|driers
crafts|Tiểu thủ công|Handicrafts|chiếc|pieces
vải thổ cẩm|brocade
khăn piêu|embroidered scarves
gùi tre|bamboo baskets
rượu ngô|maize spirit
dao rèn|forged knives
markets|Chợ phiên|Fairs|gian|stalls
phiên chợ|market days
gian hàng|stalls
ki-ốt|kiosks
phí chợ|stall fees
rescue|Phòng cháy, cứu nạn|Fire and rescue|vụ|calls
xe chữa cháy|fire engines
trụ nước|hydrants
đám cháy|fires
diễn tập|drills
unions|Hội, đoàn|Associations|hội viên|members
chi hội phụ nữ|women's branches
cựu chiến binh|veterans
đoàn viên thanh niên|youth members
người cao tuổi|elderly members
đội tình nguyện|volunteer teams
"""
"""A field a paragraph: id, name, unit; then the things counted in it, in both languages."""
MEASURES = (
    ("{}", "{}"),
    ("{} mới", "New {}"),
    ("Kế hoạch {}", "Planned {}"),
    ("{} bỏ dở", "Abandoned {}"),
    ("{} trên một nghìn dân", "{} per thousand people"),
    ("Chi phí {}", "Cost of {}"),
    ("{} được kiểm tra", "{} inspected"),
    ("Mức tăng {}", "Growth in {}"),
)
FIRST_NAMES = "Nậm Pa Tà Mường Sìn Huổi Khun Chiềng Lùng Phìn Ma Hua Mù Thèn Sùng Giàng Vàng Lò"
INITIALS = "b c ch d đ g h kh l m n ng nh ph s t th tr v x"
RHYMES = (
    "a ai an ang anh ao ay âm ân âng ây e en eo ê ên êu i ia iên iêng im in inh iu o oa oan oang"
    " oi on ong ôi ôm ôn ông ơi ơn u ua ui um un ung uôi uôn uông ư ưa ưng ươi ươm ươn ương"
)
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
FACTS_IN_TOPIC = (20, 60)
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiouy"]
SOURCE = "generated-yearbook"


class Field(NamedTuple):
    """What a group of topics is about, and the things counted there."""

    id: str
    label: tuple[str, str]
    unit: tuple[str, str]
    things: list[tuple[str, str]]


def fields() -> list[Field]:
    """The fields that a base is generated from."""
    found: list[Field] = []
    for row in FIELDS.strip().split("\n"):
        parts = row.split("|")
        if len(parts) == 5:
            id_, vi, en, unit_vi, unit_en = parts
            found.append(Field(id_, (vi, en), (unit_vi, unit_en), []))
        else:
            found[-1].things.append((parts[0], parts[1]))
    return found


class Taken:
    """What another base has, so that nothing generated is mistaken for it."""

    def __init__(self, toml: str) -> None:
        self.words = set(words(toml))
        self.numbers = {digits for number in numerals(toml) for digits in readings(number)}


class Generator:
    """Draws names and figures; the same size gives the same draws."""

    def __init__(self, size: int, taken: Taken) -> None:
        self.random = random.Random(size)
        self.taken = taken
        self.size = size
        self.places = self._places(max(3, size // 400))
        self.coined = self._coined(max(20, size // 3))

    def _places(self, count: int) -> list[str]:
        """Names of communes, two or three syllables each, no two alike without accents."""
        found: dict[str, str] = {}
        while len(found) < count:
            parts = [self.random.choice(FIRST_NAMES.split())]
            parts += [self._syllable() for _ in range(self.random.choice((1, 1, 2)))]
            name = " ".join(parts)
            if not self.taken.words & set(words(name)[1:]):
                found.setdefault(fold(name), name)
        return list(found.values())

    def _syllable(self) -> str:
        rhyme = self.random.choice(RHYMES.split())
        at = next(i for i, letter in enumerate(rhyme) if fold(letter) in "aeiou")
        marked = rhyme[: at + 1] + self.random.choice(TONES) + rhyme[at + 1 :]
        return (self.random.choice(INITIALS.split()) + marked).capitalize()

    def _coined(self, count: int) -> list[str]:
        """Names of cooperatives and products: words of no language."""
        found: dict[str, None] = {}
        while len(found) < count:
            length = self.random.choice((2, 3, 3, 4))
            word = "".join(self.random.choices(SYLLABLES, k=length)) + self.random.choice("lnrstx")
            if fold(word) not in self.taken.words:
                found.setdefault(word.capitalize())
        return list(found)

    def coin(self) -> str:
        """A coined name; a few of them are met often, most once or twice."""
        return self.coined[int(len(self.coined) * self.random.random() ** 2)]

    def figure(self) -> str:
        """A figure that the other base does not have."""
        while True:
            kind = self.random.random()
            if kind < 0.4:
                digits = str(self.random.randrange(12, 10 ** self.random.randrange(3, 7)))
            elif kind < 0.8:
                digits = f"{self.random.randrange(100, 9999) / 100:.2f}"
            else:
                digits = str(self.random.randrange(12, 9999) * 1000)
            if digits not in self.taken.numbers and not self.taken.numbers & set(readings(digits)):
                return digits

    def topics(self) -> Iterator[tuple[Field, str, int]]:
        """Field, commune and number of facts, until there are enough."""
        left = self.size
        for place, field in itertools.product(self.places, fields()):
            if left <= 0:
                return
            count = min(left, self.random.randint(*FACTS_IN_TOPIC))
            left -= count
            yield field, place, count


def tables(generator: Generator) -> Iterator[str]:
    """The base's tables as TOML, a topic with its facts and targets at a time."""
    yield (
        f'[sources.{SOURCE}]\ntitle = "Niên giám"\nlang = "vi"\n'
        'url = "https://example.org/yearbook"\n'
    )
    known: set[str] = set()
    for field, place, count in generator.topics():
        if field.id not in known:
            known.add(field.id)
            yield _field_tables(field)
        topic = f"{field.id}.{fold(place).replace(' ', '-')}"
        yield (
            f'[topics."{topic}"]\nlabel = {{ vi = "{field.label[0]} xã {place}", '
            f'en = "{field.label[1]} in {place} commune" }}\n'
        )
        for number in range(count):
            yield _fact_tables(generator, field, place, topic, number)


def _field_tables(field: Field) -> str:
    return (
        f'[units.{field.id}]\nlabel = {{ vi = "{field.unit[0]}", en = "{field.unit[1]}" }}\n\n'
        f'[topics.{field.id}]\nlabel = {{ vi = "{field.label[0]}", en = "{field.label[1]}" }}\n'
    )


def _fact_tables(generator: Generator, field: Field, place: str, topic: str, number: int) -> str:
    pick = generator.random
    kinds = len(field.things) * len(MEASURES)
    measure = MEASURES[number // len(field.things) % len(MEASURES)]
    vi, en = (
        form.format(thing)
        for form, thing in zip(measure, field.things[number % len(field.things)], strict=True)
    )
    year = pick.randrange(2014, 2025) - number // kinds
    id_ = "-".join(words(f"{en} {place}")) + (f"-{year}" if number >= kinds else "")
    figure, coop = generator.figure(), generator.coin()
    commune = (f", xã {place}", f", {place} commune") if pick.random() < 0.9 else (f" {place}",) * 2
    printed = f"hợp tác xã {coop}: {vi} năm {year} đạt {figure.replace('.', ',')} {field.unit[0]}"
    rows = [
        f"[facts.{id_}]",
        f'topic = "{topic}"',
        f'label = {{ vi = "{_capital(vi)}{commune[0]}", en = "{_capital(en)}{commune[1]}" }}',
        f"value = {figure}",
        f'unit = "{field.id}"',
        f'period = "{year}"',
        f'evidence = {{ source = "{SOURCE}", text = "{printed}" }}',
        f'aliases = ["{vi} {place}", "{en} {coop}"]',
    ]
    if pick.random() < 0.1:
        rows.append(f'note = {{ vi = "Theo báo cáo của {coop}.", en = "As {coop} reports." }}')
    if pick.random() < 0.1:
        rows += [
            "",
            f"[targets.{id_}-plan]",
            f'fact = "{id_}"',
            f"goal = {generator.figure()}",
            'sense = "at-least"',
            'set_by = { vi = "Kế hoạch xã", en = "Commune plan" }',
            'scope = "province"',
            f'due = "{year}"',
            f'evidence = {{ source = "{SOURCE}", text = "kế hoạch năm {year}" }}',
        ]
    return "\n".join(rows) + "\n"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


HEAD = 'schema = 1\ntitle = { vi = "Lai Châu: niên giám", en = "Lai Châu: yearbook" }\n'


def base(size: int, other: str = "") -> Iterator[str]:
    """A base of `size` generated facts, the tables of `other` in the middle of them."""
    start = other.index("\n[") + 1 if other else 0
    yield other[:start] or HEAD
    generator = Generator(size, Taken(other))
    made = 0
    for table in tables(generator):
        yield "\n" + table
        made += table.startswith("[facts.")
        if start and made >= size // 2:
            yield "\n" + other[start:]
            start = 0


def main() -> int:
    """Write the base and say how large it is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("size", type=int)
    parser.add_argument("out")
    parser.add_argument("--with", dest="other", metavar="FACTS.toml")
    options = parser.parse_args()
    other = ""
    if options.other:
        with open(options.other, encoding="utf-8") as file:
            other = file.read()
        tomli.loads(other)
    with open(options.out, "w", encoding="utf-8") as file:
        file.writelines(base(options.size, other))
    return 0


if __name__ == "__main__":
    sys.exit(main())

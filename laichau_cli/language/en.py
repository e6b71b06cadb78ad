"""English: its words and marks, under the names that every language has."""

from __future__ import annotations

THOUSANDS, DECIMAL = ",", "."
"""The marks in a number as people write it."""
BOUNDS = {
    "over": "over",
    "nearly": "nearly",
    "about": "about",
    "up-to": "up to",
    "at-least": "at least",
    "under": "under",
    "at-most": "at most",
}
"""The words that hedge a figure, by the `bound` of a fact."""
ESTIMATE = "est."
SCALE_NAMES = ((12, "trillion"), (9, "billion"), (6, "million"))
"""Powers of ten that have a word in writing, the largest first."""
WORDS = {
    "accessed": "accessed {date}",
    "actual": "Actual",
    "fact": "Fact",
    "facts": "Facts",
    "figure": "Figure",
    "goal_of": "{fact}, goal of {setter}",
    "goal": "Goal",
    "id": "Id",
    "line": "line {line}",
    "margin": "Margin",
    "note": "Note",
    "period": "Period",
    "set_by": "Set by",
    "source": "Source",
    "target": "Target",
    "topic": "Topic",
    "year_before": "a year before",
    "verdict": "Verdict",
    "exceeded": "exceeded",
    "met": "met",
    "short": "short",
    "unclear": "unclear",
    "province": "Province",
    "nation": "Nation",
    "places_up": "up {by} places since {since}",
    "places_down": "down {by} places since {since}",
    "change_since": "{by} since {since}",
    "no_targets": "no such target",
    "above": "{by} above",
    "below": "{by} below",
    "at_goal": "at the goal",
    "within_goal": "within the goal",
    "may_be_either": "the hedged figure may be either side",
    "undated": "undated",
    "rest": "the rest",
    "due_by": "due {due}",
    "points": "points",
    "stated": "source says: {stated}",
    "said": "In words",
    "for_example": "For example",
    "so_far": "{verdict} so far",
    "not_dated": "{verdict}, undated",
    "early": "early",
    "final": "{count} final",
    "none_final": "none final",
    "needs": "{needs} a year needed from {start} to {end}",
    "needs_once": "{needs} needed in {end}",
    "needs_average": "{needs} needed from {start} to {end}",
    "on_track": "on track",
    "off_track": "not on track",
    "mark_note": "* a note says how to read it",
    "mark_address": "° no copy of the document is kept",
    "mark_newer": "→ a newer figure",
    "no_date": "no date printed ({publishers})",
    "proven": "proven",
    "not_proven": "not proven",
    "cite": "to cite: laichau cite {name}",
    "copy": "proven: a copy is kept, {file}, line {line}",
    "no_copy": "° not proven: no copy of the document is kept, only the words quoted",
    "figures": "Figures",
    "each_fact": "Fact by fact",
    "also": "Also: {aliases}",
}
"""Every word of ours on a screen."""
CLAIM_VERDICTS = {word: word for word in ("agrees", "rounds", "other-time", "differs", "unknown")}
"""Verdicts on the figures of a text, as a person reads them."""


MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def ordinal(digits: str, total: str | None) -> str:
    """A rank: `27th`, `1st of 63`."""
    last_two = digits[-2:].rjust(2, "0")
    suffix = "th" if last_two[0] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(digits[-1], "th")
    return digits + suffix if total is None else f"{digits}{suffix} of {total}"


def part_of(part: str, whole: str) -> str:
    """A part of a whole: `4 of 8`."""
    return f"{part} of {whole}"


def date(year: str, month: str | None = None, day: str | None = None) -> str:
    """A year, a month or a day, its numbers without leading zeros: `25 Feb 2022`."""
    return " ".join(filter(None, (day, MONTHS[int(month) - 1] if month else None, year)))


# ---- reading figures

SCALES = {
    "hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "quadrillion": 15,
    "mn": 6, "mln": 6, "bn": 9, "bln": 9, "trn": 12, "tn": 12,
}  # fmt: skip
NO_SCALES = r"$."
GLUED = {"K": 3, "k": 3, "M": 6}
MONEY = {"K": 3, "k": 3, "M": 6, "m": 6, "B": 9, "b": 9, "T": 12, "t": 12}
HALF = HALF_AFTER = "and a half"
MIXED = r"[- ]"
BEFORE = {
    "over": (
        "over", "more than", "above", "in excess of", "upwards of", "greater than", "surpassed",
        "surpassing", "exceeded", "exceeding", "topped", "topping", ">",
    ),
    "nearly": (
        "nearly", "almost", "close to", "just under", "just below", "a near", "near", "approaching",
        "short of", "just short of", "shy of", "just shy of", "not quite",
    ),
    "about": (
        "about", "around", "approximately", "approx.", "roughly", "some", "circa", "c.",
        "in the region of", "in the order of", "~", "≈",
    ),
    "up-to": ("up to", "as many as", "as much as", "as high as"),
    "at-least": (
        "at least", "no less than", "no fewer than", "not less than", "not fewer than",
        "no lower than", "a minimum of", "minimum of", "not below", "≥",
    ),
    "at-most": (
        "at most", "no more than", "not more than", "at best", "no higher than", "no greater than",
        "not exceeding", "not above", "not over", "a maximum of", "maximum of", "≤",
    ),
    "under": ("under", "below", "less than", "fewer than", "lower than", "<"),
    "estimate": (
        "an estimated total of", "estimated at", "an estimated", "estimated", "est.",
        "estimates of",
    ),
    "projected": (
        "projected", "projected to", "projected at", "forecast", "forecast to", "forecast at",
        "expected to", "expected to reach",
    ),
    "rank": ("ranked", "ranks", "rank", "place", "number"),
    "negative": ("minus", "negative"),
    "compared": ("higher by", "lower by", "better by", "worse by", "more by", "less by"),
}  # fmt: skip
PASSED = ("surpassed", "surpassing", "exceeded", "exceeding", "topped", "topping")
PROJECTED = r"expected|projected|forecast"
AT_LEAST_AFTER = (
    r"or more|or higher|or above|or over|or greater|or older|and above|and over|and older"
)
AT_MOST_AFTER = r"or less|or fewer|or lower|or below|or under|or younger"
ABOUT_AFTER = r"or so"
NOT_BETWEEN = r"from|to|and|aged|ages"
ESTIMATES_AFTER = r"est\.?|estimated?|estimates?"
RANK_OF = (
    r"(?:out )?of(?: the| its| all| a total of| [^\W\d]+['’]s?){0,4}|among(?: the| all)?"
    r"|in a field of"
)
ORDINALS = r"(?:st|nd|rd|th)\b"
FALLS = (
    r"fell|falls?|fallen|falling|declined?|declines|declining|dropped|drops?|dropping"
    r"|decreased?|decreases"
    r"|decreasing|down|lost|loses?|losing|loss|sheds?|shedding|plunged|plunges?|slid"
    r"|slipped|shrank|shrunk"
    r"|contracted|contraction|reduced?|reduction|cut|cuts|narrowed|tumbled|dipped"
    r"|slumped|sank|eased"
)
RISES = (
    r"rose|rises?|risen|rising|grew|grows?|grown|growing|growth|increased?|increases"
    r"|increasing|(?<!made )(?<!make )(?<!makes )up|gained"
    r"|gains?|added|adds?|adding|jumped|jumps?|surged|surges?|climbed|climbs?"
    r"|expanded|expands?|expansion"
    r"|soared|advanced|swelled"
)
ADVERBS = (
    r"by|of|an average of|on average|another|a further|further|only|just|a mere|sharply|slightly"
    r"|steadily|annually|yearly|year on year|at an average of|rates?|respectively|a total of|at"
)
GROWTHS = (
    r"growth(?: rate)?(?: [^\s.,;:\d]+){0,6}? (?:was|is|reached|hit|at|stood at|came to|averaged)"
)
RISEN_AFTER = r"higher|growth|increase|rise|expansion|gain"
FALLEN_AFTER = r"lower|decrease|decline|fall|drop|reduction|contraction|loss"
MORE_BY = (
    r"\+|improv(?:ed|es|ing|ement)|widened|extended|raised|better|higher|more|additional|extra"
    r"|another|gaining|adding"
    r"|(?:rose|ris(?:e|ing)|gr[eo]w(?:th|ing)?|increased?|expanded|gained|climbed|up)"
    r" [^.,;(]{1,40} by"
)
LESS_BY = (
    r"worse(?:ned|ns|ning)?|off|lower|less|fewer|behind|weakened"
    r"|(?:fell|fall|declined?|decreased?|dropped|shrank|slipped|down) [^.,;(]{1,40} by"
)
MORE_AFTER = r"more|better|above|ahead|additional|extra|added|gained|up(?! to| from)"
LESS_AFTER = r"worse|fewer|less|below|behind|off|lost|down(?! to| from)"
DOUBTS = r"barely|hardly|twice|double|(?<!first )(?<!second )half(?: of)?|not"
FROM_BOTTOM = r"from (?:the )?(?:bottom|end)|(?:from|to) last(?! (?:year|month|time))"
ALIKE = r"(?:,\s*)?(?:or|that is|equal to|equivalent to)"
EACH, EACH_AFTER = r"$.", r"respectively"
AND = r"\s*(?:and|,)"
RATIOS = r"/|out of\b|of\b"
RANGES = r"to"
FROM, BETWEEN = r"from", r"between"
PER = r"per"
EVERY = (
    r"(?:an?|each|every) (?:year|quarter|month|week|day|hour|minute|season|crop|hectare|ha|acre"
    r"|tonne|ton|kg|kilo|km|person|head|household|worker)"
    r"(?![ -](?:later|ago|earlier|before|after|on|over))"
    r"|(?:year|month|week|dai|hour|quarter)ly|annually"
)
EACH_OF = ("per", "a", "an", "each", "every")
SAME_TIMES = {
    "annually": ("annual", "year", "yr"), "yearly": ("annual", "year", "yr"),
    "year": ("annual", "yr"), "monthly": ("month",), "weekly": ("week",), "daily": ("day",),
    "hourly": ("hour",), "quarterly": ("quarter",), "month": ("monthly",), "day": ("daily",),
}  # fmt: skip
UNITS_PER = r"$."

# ---- reading periods

YEAR_WORDS = (
    r"\bin|\bof|\bsince|\bfrom|\bby|\buntil|\bto|\bthrough|\bfor|\bduring|\byears?"
    r"|\bearly|\blate|\bfiscal"
    r"|\bFY|\bmid-?|\bwith|\bagainst|\bthan|\bversus|\bbetween|\bend-|\bseason|\("
)
YEAR_ENDS = r"\bend\s+of\s+|\bend-|\byear-end\s+"
OLD_YEARS = (
    r"\b(?:in|since|by|until|of)\s+(?P<year>1[0-8][0-9]{2})"
    r"(?=\s*[,.;)]\D|\s*$|\s+(?:the|it|when|and|was|were|under)\b)"
)
PERIODS = (
    (
        r"(?<!\w)(?P<months>WORD|[0-9]{1,2})\s+months\s+(?:to|through|ended|ending)\s+(?:in\s+)?"
        r"(?P<name>NAME)\.?\s+(?P<in>YYYY)(?![0-9])"
    ),
    (
        r"(?<![0-9])(?:first\s+)?(?P<months>[0-9]{1,2})\s+months(?!\s+(?:later|ago|after|old|from))"
        r"(?:\s+(?:of|in|to)\s+(?:the\s+year\s+)?(?P<in>YYYY)(?![0-9]))?"
    ),
    (
        r"(?<!\w)(?:first\s+)?(?P<months>WORD)\s+months\s+(?:of|in)\s+(?:the\s+year\s+)?"
        r"(?P<in>YYYY)(?![0-9])"
    ),
    r"\bfirst\s+(?P<months>WORD)\s+months",
    r"(?<![\w])(?P<months>[0-9]{1,2})M[/-]?(?P<in>YYYY)",
    r"(?<!\w)Q(?P<quarter>[1-4])(?:[\s/-]*(?:of\s+)?(?P<in>YYYY))?(?!\w)",
    (
        r"\b(?P<quarter>WORD|[1-4](?:st|nd|rd|th))[ -]quarter(?:(?:\s+of"
        r"|\s+in)?\s+(?:fiscal\s+)?(?P<in>YYYY))?"
    ),
    r"(?<!\w)H(?P<half>[12])[\s/-]*(?P<in>YYYY)",
    r"\b(?P<half>WORD)[ -]half(?:\s+of(?:\s+the\s+year)?)?(?:\s+(?P<in>YYYY))?(?=\W|$)",
    (
        r"\b(?P<name>NAME)\.?\s*(?:-|–|to|through"
        r"|and)\s*(?P<to_name>NAME)\.?(?:,?\s+(?P<in>YYYY)(?![0-9]))?"
    ),
    r"\b(?P<name>NAME)\.?,?\s+(?P<in>YYYY)(?![0-9])",
    r"\b(?P<decade>(?:1[5-9]|20)[0-9]0)['’]?s\b",
)
LENGTHS = (
    r"(?:\bnext|\bafter|\bwithin|\blast|\bpast|\bevery|\bthan|\bfor|\bwith|\blasted"
    r"|\btook|\bof)\s*$"
)
DAYS = (
    r"(?<![0-9])(?P<day>DD)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<name>NAME)\b(?!\.?,?\s+[0-9]{4})",
    r"\b(?P<name>NAME)\.?\s+(?P<day>DD)(?:st|nd|rd|th)?(?![0-9]|,?\s+[0-9]{4})\b",
)
DATES = (
    r"(?P<day>DD)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<name>NAME)\b\.?,?\s+(?P<year>[0-9]{4})\b",
    r"\b(?P<name>NAME)\b\.?\s+(?P<day>DD)(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{4})\b",
)
DAY_FIRST: bool | None = None
NUMBER_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "latter": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
}  # fmt: skip
ORIGINS = (
    r"(?:since|same period(?: of)?|compared (?:with|to)|than|against|versus|\b(?:up|down|rise|fall"
    r"|increase|drop|rose|fell)"
    r"\b[^;]{0,25}\bfrom)(?: in)?(?: the)?(?: end of)?(?: year| fiscal| early| late)?\s*$"
)
OUTSIDE = (
    r"(?:(?<!year )(?:before|after)|until|till|prior to|beyond|year to"
    r"|(?:months?|quarter) (?:to|through|ended|ending)(?: in)?)"
    r"(?:\s+(?:the|end|of|year|early|mid|late))*"
)
ONWARDS = r"to (?:date|now|the present|today)|onwards?|until now"
YEAR_BEFORE = (
    r"year[- ](?:on|over)[- ]year|a year (?:before|earlier|ago)|the year before|previous year|yoy"
)

# ---- reading names

NAMES = (
    (
        r"\b(?:Decision|Resolution|Decree|Circular|Directive|Law|Act|Regulation"
        r"|Ordinance|Article)\s+"
        r"(?:No\.?\s*)?(?P<n>NN)"
    ),
    r"\b(?:Highway|Route|Table|Figure|Annex|Appendix|Chapter|Section|Box)\s+(?P<n>NN)",
    (
        r"(?P<n>NN(?:(?:st|nd|rd|th)?[-–]NN)?)(?:st|nd|rd|th)[- ]+(?:National "
        r"|Party )?(?:century|centuries"
        r"|anniversary|Congress|session|meeting|plenum|term|edition|birthday|grade"
        r"|generation|floor|day|month"
        r"|year|time|round|parallel)\b"
    ),
    r"\bS&P\s+(?P<n>NN)",
)

# ---- what stands beside a figure

ODD_SCALES = ("dozen", "dozens", "score", "gross", "lakh", "lakhs", "crore", "crores", "myriad")
PLAIN = """
and or is are was were be been has have had will would can may of for with from to at in on by
than as but so while when if which that who whose not also only the a an this these those its
their it they all each per up down over under during since until after before between against
among compared said
new large small other more total local rural urban poor major main additional different
"""
RANK_NOTES = "rank"
FORMS_PER = tuple(f"{{unit}} {each} {{per}}" for each in ("per", "a", "an", "each", "every"))
SAME_UNITS = {"%": ("percent", "per cent", "pct")}
FALL_LABELS = r"fall|fell|cut|declin|decreas|drop|loss|lost|reduc|saving|shrink|lower|down"
GROWTH_LABELS = (
    r"growth|gr[eo]w|rise|rose|fall|fell|increase|decrease|inflation|decline|drop|change|cut"
)
COUNTED = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "first": 1, "second": 2, "third": 3,
    "fourth": 4, "fifth": 5,
}  # fmt: skip
UNIT_HEADS = r"\bunits?(?: of measure)?\s*:"

# ---- search

QUESTION_WORDS = """
a about an and any are at been being by can could current currently did do does every find for
from get give has have how i in into is it its latest list live many me much my now of on or our per
please s show tell than that the their there these this to today was we were what when where which
who whose why will with you your
"""
"""Words that any question has."""
GOALS = ("goal", "goals", "target", "targets", "objective", "objectives")
VERDICTS = {
    "exceeded": "exceeded exceed exceeds beat beaten surpassed",
    "met": "met reached achieved hit fulfilled",
    "short": "missed miss short behind below unmet failed",
}
"""What is said of a goal, by the verdict."""
NOT = "not isn aren wasn weren yet"
PLACES = "hanoi, saigon, vietnam, china, laos, thailand, cambodia, yunnan"
"""Places of which a base knows nothing, unless a name in it has them."""

# ---- what a draft looks for

GOAL_WORDS = r"targets?|targeted|aims? (?:to|for|at)|aimed|goals?|plans? to|is to reach"
TO_DATE = r"so far|to date|currently|now|today"
NOUN = 1
COUNTERS: tuple[str, ...] = ()
COMPOUNDS: tuple[str, ...] = ()

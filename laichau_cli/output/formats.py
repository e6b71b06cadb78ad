"""The formats of machines: each a function from records to text, in one registry.

The registry's keys are the choices of `--format`, so the parser, the help and the code agree.
"""

from __future__ import annotations

from laichau_cli.language import words_of
from laichau_cli.language.safe import MOST_MARKS, is_mark, safe, safe_line
from laichau_cli.records import Number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from laichau_cli.records import Lang, Record, UnitRecord


class Layout:
    """Which fields are written, in which language, and whether their names come first."""

    def __init__(
        self,
        fields: Sequence[str],
        *,
        lang: Lang,
        header: bool,
        units: Mapping[str, UnitRecord],
        json_fields: Sequence[str] | None = None,
    ) -> None:
        self.fields = fields
        self.lang = lang
        self.header = header
        self.units = units
        self.json_fields = json_fields or fields
        """The fields of JSON objects, which are not limited by the width of a line."""


# ---- flat cells


def cell(record: Record, field: str, layout: Layout) -> str:
    """One field of a record as plain text, in the language of `layout`."""
    value = part(record, field)
    if field == "value" and record.get("of") is not None:
        return f"{value}/{record['of']}"
    if field == "unit" and value in layout.units:
        return layout.units[value]["label"][layout.lang]
    if isinstance(value, dict):
        return _flat(value, field, layout.lang)
    if isinstance(value, list) and not any(isinstance(item, dict) for item in value):
        joint = "-" if field in ("value", "actual", "goal") else ", "
        return joint.join(map(str, value))
    if value is None:
        return ""
    return json_text(value) if isinstance(value, list | bool) else str(value)


def part(record: Record, field: str) -> Any:
    """The field named `source`, or the part of one named `source.line`; None where it is empty."""
    name, dot, inner = field.partition(".")
    value = record.get(name)
    return value.get(inner) if dot and value is not None else value


def _flat(value: Mapping[str, Any], field: str, lang: str) -> str:
    if "text" in value and "line" in value:  # where something is printed
        line = value["line"]
        return str(value["id"]) if line is None else f"{value['id']}:{line}"
    if field == "change":
        return str(value["by"])
    return str(value[lang]) if lang in value else json_text(value)


def _rows(records: Iterable[Record], layout: Layout) -> list[list[str]]:
    fields = layout.fields
    rows = [list(fields)] if layout.header else []
    return rows + [
        [safe_line(cell(record, field, layout)) for field in fields] for record in records
    ]


def tsv(records: Iterable[Record], layout: Layout) -> str:
    """Tab-separated values; what would break a row is escaped, as `safe_line` does it."""
    return "".join(["\t".join(row) + "\n" for row in _rows(records, layout)])


def csv(records: Iterable[Record], layout: Layout) -> str:
    """Comma-separated values, quoted where need be (RFC 4180, with line feeds alone)."""
    import csv as library
    import io

    text = io.StringIO()
    rows = ([no_formula(cell) for cell in row] for row in _rows(records, layout))
    library.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def sheet(records: Iterable[Record], layout: Layout) -> str:
    """Values for a spreadsheet of the reader's language; nothing is taken for a date or a formula.

    A byte order mark, the decimal mark of the language, semicolons where that is a comma, and the
    whole of a rank or a fraction in a column of its own.
    """
    import csv as library
    import io

    decimal = words_of(layout.lang).DECIMAL
    rows = list(records)
    fields = list(layout.fields)
    if "value" in fields and "of" not in fields and any(record.get("of") for record in rows):
        fields.insert(fields.index("value") + 1, "of")

    def shown(record: Record, field: str) -> str:
        value = part(record, field)
        ends = value if isinstance(value, list) else [value]
        if all(isinstance(end, Number) for end in ends):
            return "–".join([str(end).replace(".", decimal) for end in ends])
        return no_formula(safe_line(cell(record, field, layout)))

    text = io.StringIO()
    writer = library.writer(text, delimiter=";" if decimal == "," else ",", lineterminator="\r\n")
    writer.writerows([fields] if layout.header else [])
    writer.writerows([shown(record, field) for field in fields] for record in rows)
    return "\ufeff" + text.getvalue()


def no_formula(text: str) -> str:
    """Words that a spreadsheet would take for a formula, kept words by an apostrophe.

    By OWASP's advice on CSV injection, full-width signs included; a number keeps its sign. A range
    that begins below nought is no number to a spreadsheet, but a subtraction.
    """
    is_number = text.isascii() and text[1:].replace(".", "", 1).isdigit()
    if text[:1] in _FORMULA or (text[:1] in _MINUS and not is_number):
        return "'" + text
    return text


_FORMULA = ("=", "+", "@", "＝", "＋", "＠")
_MINUS = ("-", "－")


def markdown(records: Iterable[Record], layout: Layout) -> str:
    """A table in GitHub's Markdown, inert: nothing in a cell is markup."""
    rows = [[text.translate(_MARKDOWN) for text in row] for row in _rows(records, layout)]
    if layout.header:
        rows.insert(1, ["---"] * len(layout.fields))
    return "".join(["| " + " | ".join(row) + " |\n" for row in rows])


_MARKDOWN = str.maketrans({char: f"\\{char}" for char in "\\|`*_[]<>&~$"})


# ---- JSON


def json(records: Iterable[Record], layout: Layout) -> str:
    """An array of objects, two spaces an indent."""
    items = [json_text(_chosen(record, layout), "\n  ") for record in records]
    return "[\n  " + ",\n  ".join(items) + "\n]\n" if items else "[]\n"


def jsonl(records: Iterable[Record], layout: Layout) -> str:
    """One object a line (JSON Lines)."""
    return "".join([json_text(_chosen(record, layout)) + "\n" for record in records])


def _chosen(record: Record, layout: Layout) -> Any:
    return {field: part(record, field) for field in layout.json_fields}


def json_text(value: Any, newline: str = "") -> str:
    """Any part of a record as JSON, on one line; an object on lines that begin with `newline`.

    A `Number` keeps every digit: the standard library has no way to write an exact decimal.
    """
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        inner = newline + "  " if newline else ""
        joint = "," + (inner or " ")
        pairs = [f"{_json_string(key)}: {json_text(item)}" for key, item in value.items()]
        return "{" + inner + joint.join(pairs) + newline + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(json_text, value)) + "]"
    if isinstance(value, str):
        return _json_string(value)
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _json_string(text: str) -> str:
    from json.encoder import encode_basestring

    quoted = encode_basestring(text)
    return quoted if safe(quoted) == quoted else _escaped(quoted)


def _escaped(quoted: str) -> str:
    # What the library leaves raw and a terminal would obey: DEL, C1, bidirectional controls; and
    # marks that would paint over the lines around.
    shown, marks = [], 0
    for char in quoted:
        marks = marks + 1 if is_mark(char) else 0
        if char == safe(char) and marks <= MOST_MARKS:
            shown.append(char)
            continue
        units = char.encode("utf-16-be", "surrogatepass").hex()
        shown += [f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)]
    return "".join(shown)


FORMATS: dict[str, Callable[[Iterable[Record], Layout], str]] = {
    "tsv": tsv,
    "csv": csv,
    "json": json,
    "jsonl": jsonl,
    "md": markdown,
    "sheet": sheet,
}
"""Every format that needs no screen, by the name it is asked for."""
CHOICES = ("auto", "table", *FORMATS)
"""What `--format` takes."""

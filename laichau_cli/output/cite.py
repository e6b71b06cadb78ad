"""References to paste: a fact with its figure, period and publisher, and the line it stands on.

Pure: records in, text out. What a source does not say, a date of publication above all, is left
out and never guessed.
"""

from __future__ import annotations

from laichau_cli.language.safe import safe_line
from laichau_cli.output.formats import json_text
from laichau_cli.output.wording import Wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from laichau_cli.records import CitationRecord, FactRecord, Lang, Number

KEY = "laichau-"
"""Before a fact's id in keys of references, which are one name space with the user's own."""
LANGUAGES = {
    "vi": ("vietnamese", {"en": "in Vietnamese"}),
    "en": ("english", {"vi": "bằng tiếng Anh"}),
    "de": ("german", {"en": "in German", "vi": "bằng tiếng Đức"}),
    "fr": ("french", {"en": "in French", "vi": "bằng tiếng Pháp"}),
    "ja": ("japanese", {"en": "in Japanese", "vi": "bằng tiếng Nhật"}),
    "zh": ("chinese", {"en": "in Chinese", "vi": "bằng tiếng Trung"}),
}
"""By ISO 639 code: the name that Babel has for a language, and what a reader is told of it."""
_BIBTEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "$&#_%"},
}  # fmt: skip
"""What means something to TeX. Braces are spelt out: BibTeX counts escaped ones too."""
_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def text(citations: Sequence[CitationRecord], lang: Lang) -> str:
    """A reference a line, in the reader's language."""
    return "".join([_line(citation, lang) + "\n" for citation in citations])


def _line(citation: CitationRecord, lang: Lang) -> str:
    source, facts, say = citation["source"], citation["facts"], Wording(lang)
    title = f"“{source['title']}”{_language(source['lang'], lang)}"
    published = say.period(source["published"])
    where = ", ".join(filter(None, [source["author"], source["publisher"], title, published]))
    said = [(_statement(fact, lang), _quotation(fact, lang)) for fact in facts]
    if len(said) == 1:
        ((statement, quotation),) = said
        shown = f"{statement}. {where}, {quotation}."
    else:
        shown = f"{where}: {'; '.join([', '.join(both) for both in said])}."
    shown += f" {source['url']}" if source["url"] else ""
    if source["retrieved"]:
        shown += f" ({say.words['accessed'].format(date=say.period(source['retrieved']))})"
    return safe_line(shown)


def _statement(fact: FactRecord, lang: Lang) -> str:
    """The label, the period and the figure: `Poverty rate (2022): 26.06%`."""
    period = Wording(lang).period(fact["period"])
    figure = fact["figure"][lang]
    named = fact["label"][lang] + (f" ({period})" if period else "")
    return f"{named}: {figure}" if figure else named


def _quotation(fact: FactRecord, lang: Lang) -> str:
    """The printed words, and the line of the document that they stand on."""
    line, quoted = fact["source"]["line"], f"“{fact['source']['text']}”"
    return quoted if line is None else f"{_locator(line, lang)}: {quoted}"


def _locator(line: Number, lang: Lang) -> str:
    return Wording(lang).words["line"].format(line=line)


def _language(source: str | None, lang: Lang) -> str:
    """A word on the document's language where it is not the reader's."""
    _, told = LANGUAGES.get(source or "", ("", {}))
    return f" ({told[lang]})" if lang in told else ""


def bibtex(citations: Sequence[CitationRecord], lang: Lang) -> str:
    """An entry a fact, for BibTeX and biblatex alike: `@misc`, since not all know `@online`."""
    return "\n".join([_entry(citation, lang) for citation in citations])


def _entry(citation: CitationRecord, lang: Lang) -> str:
    source = citation["source"]
    publisher = _escaped(source["publisher"])
    author = _escaped(source["author"])
    published = source["published"] or ""
    fields = {
        "key": publisher,  # what BibTeX sorts by, in place of an author
        "title": f"{{{_escaped(source['title'])}}}",  # braced: no style may change its capitals
        "howpublished": publisher,
        "url": safe_line(source["url"] or "").translate(_URL),
        "langid": LANGUAGES.get(source["lang"] or "", ("",))[0],
        "note": _escaped(_note(citation["facts"], lang)),
        "author": author and f"{{{author}}}",  # braced: an office has no first name
        "year": published[:4],
        "date": published,
        "urldate": source["retrieved"] or "",
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@misc{{{KEY}{citation['key']},\n{''.join(lines)}}}\n"


def _note(facts: Sequence[FactRecord], lang: Lang) -> str:
    """What the figures are and where they stand, as sentences."""
    sentences = []
    for fact in facts:
        quotation = _quotation(fact, lang)
        sentences.append(f"{_statement(fact, lang)}. {quotation[:1].upper()}{quotation[1:]}")
    return ". ".join(sentences)


def _escaped(words: str | None) -> str:
    return "".join([_BIBTEX.get(char, char) for char in safe_line(words or "")])


def csl_json(citations: Sequence[CitationRecord], lang: Lang) -> str:
    """An array for Zotero, Pandoc and other readers of the Citation Style Language's JSON."""
    items = []
    for citation in citations:
        source, facts = citation["source"], citation["facts"]
        lines = [fact["source"]["line"] for fact in facts if fact["source"]["line"] is not None]
        fields = {
            "id": KEY + citation["key"],
            "type": "webpage" if source["url"] else "document",
            "title": source["title"],
            "container-title": source["publisher"],
            "URL": source["url"],
            "language": source["lang"],
            "note": _note(facts, lang),
            "author": source["author"] and [{"literal": source["author"]}],
            "issued": _date(source["published"]),
            "accessed": _date(source["retrieved"]),
            "page": ", ".join([_locator(line, lang) for line in lines]),
            "genre": "; ".join([_statement(fact, lang) for fact in facts]),
        }
        items.append({name: value for name, value in fields.items() if value})
    return "[\n  " + ",\n  ".join(map(json_text, items)) + "\n]\n"


def _date(iso: str | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[int(part) for part in iso.split("-")]]} if iso else None


STYLES: dict[str, Callable[[Sequence[CitationRecord], Lang], str]] = {
    "text": text,
    "bibtex": bibtex,
    "csl-json": csl_json,
}
"""Every style of reference, by the name it is asked for: what `--style` takes."""

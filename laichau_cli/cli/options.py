"""One call: what was asked, from the options and from the environment that stands in for them."""

from __future__ import annotations

import os

from laichau_cli.errors import UsageError
from laichau_cli.language import LANGUAGES
from laichau_cli.output.formats import CHOICES
from laichau_cli.output.terminal import COLOR_CHOICES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from laichau_cli.records import Lang

VERDICTS = ("exceeded", "met", "short", "unclear")
SCOPES = ("province", "nation")
MOST_FIELDS = 100
"""Three times as many as any record has: no screen is wide enough for more columns."""


class Options:
    """The options of one call as they were given: None is not given.

    Plain attributes, not a dataclass: `dataclasses` takes longer to import than Python to start.
    """

    def __init__(
        self,
        *,
        facts: str | None = None,
        lang: str | None = None,
        format: str | None = None,  # noqa: A002  (the option's name)
        json: bool = False,
        fields: str | None = None,
        no_header: bool = False,
        color: str | None = None,
        status: Sequence[str] = (),
        set_by: str | None = None,
        scope: str | None = None,
        fail_on: Sequence[str] = (),
        limit: int = 10,
        field: str = "value",
        at: str | None = None,
        svg: str | None = None,
        html: str | None = None,
        style: str = "text",
        by: str = "fact",
    ) -> None:
        self.facts = facts
        self.lang = lang
        self.format = format
        self.json = json
        self.fields = fields
        self.no_header = no_header
        self.color = color
        self.status = status
        self.set_by = set_by
        self.scope = scope
        self.fail_on = fail_on
        self.limit = limit
        self.field = field
        self.at = at
        self.svg = svg
        self.html = html
        self.style = style
        self.by = by


class Request:
    """Options with every default filled in: the base, the language, the form of the answer."""

    def __init__(self, options: Options, environ: Mapping[str, str]) -> None:
        self.options = options
        self.base, self.base_named_by = base_path(options.facts, environ)
        self.lang = _language(options, environ)
        self.format = _format(options, environ)
        self.fields = _fields(options.fields)
        self.header = not options.no_header
        forms = (("svg", options.svg), ("html", options.html))
        self.pictures = [(form, path) for form, path in forms if path is not None]
        """(form, path) of each file that is to show what the terminal would."""
        if self.pictures and (options.json or options.format):
            raise UsageError("--svg and --html write a picture; ask for a format in another call")
        self.color = _one_of(options.color or "auto", COLOR_CHOICES, "--color")
        for name, values in (("--status", options.status), ("--fail-on", options.fail_on)):
            for value in values:
                _one_of(value, VERDICTS, name)
        if options.scope:
            _one_of(options.scope, SCOPES, "--scope")
        self.at, self.limit, self.field = options.at, options.limit, options.field
        self.status, self.fail_on = options.status, options.fail_on
        self.scope, self.set_by, self.style = options.scope, options.set_by, options.style
        self.by = options.by


def base_path(given: str | None, environ: Mapping[str, str]) -> tuple[str, str | None]:
    """The path of the fact base, and the option or variable that named it."""
    if given is not None:
        return given, "--facts"
    if environ.get("LAICHAU_FACTS"):
        return environ["LAICHAU_FACTS"], "LAICHAU_FACTS"
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    in_wheel = os.path.join(package, "facts.toml")
    if os.path.exists(in_wheel):
        return in_wheel, None
    return os.path.join(os.path.dirname(package), "facts.toml"), None


def _language(options: Options, environ: Mapping[str, str]) -> Lang:
    for name, given in (("--lang", options.lang), ("LAICHAU_LANG", environ.get("LAICHAU_LANG"))):
        if given:
            return "vi" if _one_of(given, LANGUAGES, name) == "vi" else "en"
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "vi" if locale.startswith("vi") else "en"


def _format(options: Options, environ: Mapping[str, str]) -> str:
    if options.json:
        if options.format not in (None, "json"):
            raise UsageError(f"--json and --format {options.format} ask for two formats; give one")
        return "json"
    if options.format is not None:
        return _one_of(options.format, CHOICES, "--format")
    return _one_of(environ.get("LAICHAU_FORMAT") or "auto", CHOICES, "LAICHAU_FORMAT")


def _fields(given: str | None) -> list[str] | None:
    if given is None:
        return None
    fields = [field.strip() for field in given.split(",")]
    if not all(fields):
        raise UsageError("--fields takes names with commas between them, such as id,value,unit")
    if len(fields) > MOST_FIELDS:
        raise UsageError(f"--fields names {len(fields)} fields; it takes up to {MOST_FIELDS}")
    return fields


def _one_of(given: str, choices: Sequence[str], name: str) -> str:
    if given not in choices:
        raise UsageError(
            f"{name} is '{given}'; it takes {', '.join(choices[:-1])} or {choices[-1]}"
        )
    return given

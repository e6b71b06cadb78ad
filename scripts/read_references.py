"""Hold the references of every fact against the programs that people read them with.

`nox -s references` installs pybtex, bibtexparser and citeproc-py and runs this; where pandoc is
installed it is asked too. It fails where one of them finds another entry, or loses a figure.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import warnings
from typing import Any

import bibtexparser
import citeproc
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string


def cited(*options: str) -> str:
    """What `cite` prints of every fact with a value."""
    call = [sys.executable, "-m", "laichau_cli"]
    listed = subprocess.run(
        [*call, "show", "all", "--json"], check=True, capture_output=True, encoding="utf-8"
    )
    ids = [fact["id"] for fact in json.loads(listed.stdout)]
    told = subprocess.run(
        [*call, "cite", *ids, *options], check=True, capture_output=True, encoding="utf-8"
    )
    return told.stdout


def formatted(items: list[dict[str, Any]]) -> list[str]:
    """The bibliography that citeproc makes in its own style."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields of CSL that it does not print
        style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
        made = citeproc.CitationStylesBibliography(
            style, CiteProcJSON(items), citeproc.formatter.plain
        )
        for item in items:
            made.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
        return [str(line) for line in made.bibliography()]


def hold(by: tuple[str, ...]) -> int:
    """Compare what each program reads of one way to cite; how many references there are."""
    bibtex, items = cited("--style", "bibtex", *by), json.loads(cited("--style", "csl-json", *by))
    keys = [item["id"] for item in items]
    read = parse_string(bibtex, "bibtex").entries
    assert list(read) == keys, "pybtex reads other keys"
    library = bibtexparser.parse_string(bibtex)
    assert not library.failed_blocks, "bibtexparser cannot read a block"
    assert [entry.key for entry in library.entries] == keys, "bibtexparser reads other keys"
    for entry in library.entries:
        fields = {name: field.value for name, field in entry.fields_dict.items()}
        assert fields["note"] == read[entry.key].fields["note"], entry.key
    lines = formatted(items)
    assert len(lines) == len(keys), "citeproc loses a reference"
    assert all(item["title"][:20] in "".join(lines) for item in items), "citeproc loses a title"
    if pandoc := shutil.which("pandoc"):
        for form, text in (("bibtex", bibtex), ("csljson", json.dumps(items))):
            made = subprocess.run(
                [pandoc, "-f", form, "-t", "csljson"],
                input=text, check=True, capture_output=True, encoding="utf-8",
            )  # fmt: skip
            assert sorted(item["id"] for item in json.loads(made.stdout)) == sorted(keys), form
    return len(keys)


if __name__ == "__main__":
    for by in ((), ("--by", "document"), ("--lang", "vi")):
        print(f"{hold(by)} references read back ({' '.join(by) or 'a fact each'})")

"""The languages of answers and documents, and what is alike in all of them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from laichau_cli.records import Lang

LANGUAGES: tuple[Lang, ...] = ("vi", "en")


_MODULES: dict[str, Any] = {}


def words_of(lang: str) -> Any:
    """The module of a language: its words and marks, under the names that every language has."""
    if lang not in _MODULES:
        _MODULES[lang] = __import__(f"laichau_cli.language.{lang}", fromlist=[lang])
    return _MODULES[lang]

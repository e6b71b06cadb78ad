"""Facts about Lai Châu province, each tied to the words it was printed in.

For Python programs: `from laichau_cli import FactBase`. See `laichau_cli.api`.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from laichau_cli.api import (
        BaseError,
        Change,
        Comparison,
        Evidence,
        Fact,
        FactBase,
        Hit,
        Label,
        LaichauError,
        Latest,
        Nation,
        NothingFound,
        Observation,
        Source,
        Topic,
        Unit,
    )

__all__ = [
    "BaseError", "Change", "Comparison", "Evidence", "Fact", "FactBase", "Hit", "Label",
    "LaichauError", "Latest", "Nation", "NothingFound", "Observation", "Source", "Topic", "Unit",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """What `__all__` lists, imported when it is first asked for: the program does without it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from laichau_cli import api

    return getattr(api, name)

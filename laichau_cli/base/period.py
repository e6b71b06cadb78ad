"""ISO 8601 periods: when they end, how long they are, and which figure is newer than another.

A period is a year, a month or a day, or two of one kind with a slash between them.
"""

from __future__ import annotations

import calendar


def last_day(period: str) -> str:
    """The last day of a period, as an ISO 8601 date: of 2022, 2022-12-31."""
    last = period.rpartition("/")[2]
    if len(last) == len("2022"):
        return f"{last}-12-31"
    if len(last) == len("2022-12"):
        year, month = map(int, last.split("-"))
        return f"{last}-{calendar.monthrange(year, month)[1]:02}"
    return last


def months(period: str | None) -> int | None:
    """How many months a span of years or months has; None of a moment.

    A month or a day by itself is a moment, as is what has no date: a stock is counted then.
    """
    if period is None:
        return None
    first, slash, last = period.partition("/")
    if not slash:
        return 12 if len(first) == len("2022") else None
    begin, end = ([int(part) for part in each.split("-")] for each in (first, last))
    if len(begin) > 2:
        return None
    begin, end = [*begin, 1][:2], [*end, 12][:2]
    return (end[0] - begin[0]) * 12 + end[1] - begin[1] + 1


def is_alike(one: str | None, other: str | None) -> bool:
    """Whether two figures are of the same kind of time, so that one may be newer than the other.

    Both are moments, or spans of the same number of months: nine months of tourists are no
    successor of a year. A year may name either: 2023 and 2024-12-31 compare.
    """
    lengths = {months(one), months(other)}
    return len(lengths) == 1 or lengths == {12, None}

"""Fit what `laichau_cli.search.rank` is sure of: weights of a logistic regression, cross-validated.

    python benchmarks/sureness.py [FILE.tsv]...

By default from the project's own queries and those for tuning; never from those held out. The
first fact found of each query is right or wrong, and `Hit.evidence` says how it was found. Printed
are the weights of all queries and, from ten fits that each left a tenth out, what is kept and what
is refused at each limit.
"""

from __future__ import annotations

import math
import os
import sys

from benchmarks.queries import cases
from laichau_cli.index.store import open_index
from laichau_cli.search import query as search
from laichau_cli.search.rank import SURENESS
from laichau_cli.search.vocabulary import Vocabulary

HERE = os.path.dirname(os.path.abspath(__file__))
DEFAULT = [os.path.join(HERE, name) for name in ("queries.tsv", "queries-tuning.tsv")]
FOLDS = 10
PENALTY = 1.0
STEPS = 12
LIMITS = (0.2, 0.3, 0.35, 0.4, 0.43, 0.45, 0.5, 0.6)

Example = tuple[list[float], bool]


def examples(paths: list[str]) -> list[Example]:
    """The evidence for each first fact, after a 1 for the bias, and whether it is right."""
    path = os.path.join(os.path.dirname(HERE), "facts.toml")
    index, _ = open_index(path, os.environ)
    found: list[Example] = []
    vocabulary = Vocabulary(index)
    for case in [case for path in paths for case in cases(path)]:
        pieces = search.pieces_of(vocabulary, case.query)
        *_, hits, _ = search.likeliest(index, vocabulary, pieces, 3)
        facts = [*index.facts_at([hit.position for hit in hits], lang="en")]
        if hits and (not case.lines or any(map(case.is_answered_by, facts))):
            found.append(([1.0, *hits[0].evidence().values()], bool(case.lines)))
    return found


def fitted(data: list[Example]) -> list[float]:
    """Weights by Newton's method, with a small penalty on each but the bias."""
    size = len(SURENESS) + 1
    weights = [0.0] * size
    for _ in range(STEPS):
        slope = [PENALTY * weight * (at > 0) for at, weight in enumerate(weights)]
        curve = [[PENALTY * (i == j) for j in range(size)] for i in range(size)]
        for row, is_right in data:
            chance = sure(weights, row)
            for i, one in enumerate(row):
                if one:
                    slope[i] += (chance - is_right) * one
                    for j, other in enumerate(row):
                        curve[i][j] += chance * (1 - chance) * one * other
        steps = solved(curve, slope)
        weights = [weight - step for weight, step in zip(weights, steps, strict=True)]
    return weights


def solved(matrix: list[list[float]], wanted: list[float]) -> list[float]:
    """The x of matrix x = wanted, by elimination; the matrix is positive definite."""
    rows = [[*row, value] for row, value in zip(matrix, wanted, strict=True)]
    for at, row in enumerate(rows):
        for other in rows:
            if other is not row:
                share = other[at] / row[at]
                other[:] = [o - share * r for o, r in zip(other, row, strict=True)]
    return [row[-1] / row[at] for at, row in enumerate(rows)]


def sure(weights: list[float], row: list[float]) -> float:
    """How sure such weights are of a fact."""
    total = sum(weight * value for weight, value in zip(weights, row, strict=True))
    return 1 / (1 + math.exp(-total))


def main() -> int:
    """Print the weights of all, and what each limit does to examples left out."""
    data = examples(sys.argv[1:] or DEFAULT)
    left_out: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        weights = fitted([each for at, each in enumerate(data) if at % FOLDS != fold])
        left_out += [(sure(weights, row), right) for row, right in data[fold::FOLDS]]
    right = [sureness for sureness, is_right in left_out if is_right]
    wrong = [sureness for sureness, is_right in left_out if not is_right]
    print("limit   kept of right   refused of wrong")
    for limit in LIMITS:
        kept, refused = (sum(s >= limit for s in right), sum(s < limit for s in wrong))
        print(f"{limit:5.2f} {kept:8}/{len(right)} {refused:14}/{len(wrong)}")
    bias, *others = fitted(data)
    print("bias", round(bias, 2), {k: round(w, 2) for k, w in zip(SURENESS, others, strict=True)})
    return 0


if __name__ == "__main__":
    sys.exit(main())

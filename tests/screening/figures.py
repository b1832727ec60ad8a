"""Writes docs/SCREEN.md: how well the screen does on the corpus, by category, with intervals.

``python -m tests.screening.figures`` writes the page; a test computes it anew and compares.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.screening.corpus import (
    DEV,
    EIGHTH,
    EVERY,
    FIFTH,
    FOLDER,
    FOURTH,
    HELD,
    LABEL,
    LATER,
    SECOND,
    SEVENTH,
    SIXTH,
    THIRD,
    TRAINING,
    WORKSHOP,
    Tally,
    statements,
    tally,
)
from tests.screening.figures_words import HEAD, HONEST, TABLE
from tests.screening.first_readings import (
    EIGHTH_BY_CATEGORY,
    EIGHTH_FIRST,
    EIGHTH_LISTS,
    EIGHTH_UNDERLINED,
    FIFTH_FIRST,
    FOURTH_FIRST,
    LATER_FIRST,
    SECOND_FIRST,
    SEVENTH_BY_CATEGORY,
    SEVENTH_FIRST,
    SEVENTH_LISTS,
    SIXTH_FIRST,
    THIRD_FIRST,
    WORKSHOP_FIRST,
    share,
)
from tests.screening.left_out import read_left_out, section, together
from tracker.editions.weights import learned
from tracker.policy.finding_words import PROTECTED
from tracker.policy.sanitising import Protected

PAGE = Path(__file__).resolve().parents[2] / "docs" / "SCREEN.md"


def _of_part(name: str, one: Tally) -> str:
    found, missed = one.found.total(), one.missed.total()
    right, wrong = one.right.total(), one.wrong.total()
    return (
        f"| {name} | {one.statements} | {share(found, found + missed)} | {share(right, right + wrong)} "
        f"| {share(one.whose[True], one.whose.total())} | {one.alarmed} of {one.clean} |\n"
    )


def _of_category(category: Protected, one: Tally) -> str:
    name = category.value
    found, right = one.found[name], one.right[name]
    return _row(category, (found, found + one.missed[name]), (right, right + one.wrong[name]))


def _row(category: Protected, recall: tuple[int, int], precision: tuple[int, int]) -> str:
    shares = (str(recall[1]), share(*recall), str(precision[1]), share(*precision))
    return f"| {PROTECTED[category]} | {' | '.join(shares)} |\n"


def page() -> str:
    """Return the page as it has to be now."""
    every = [one for part in (*EVERY, *TRAINING) for one in statements(part)]
    table = [
        _of_part("first author, development", tally(*DEV)),
        _of_part("first author, held out", tally(*HELD)),
        SECOND_FIRST.row(),
        _of_part("second author, looked at since", tally(*SECOND)),
        LATER_FIRST.row(),
        _of_part("second author, later, looked at since", tally(*LATER)),
        THIRD_FIRST.row(),
        _of_part("third author, mended by it", tally(*THIRD)),
        FOURTH_FIRST.row(),
        _of_part("fourth author, mended by it", tally(*FOURTH)),
        FIFTH_FIRST.row(),
        _of_part("fifth author, mended by it", tally(*FIFTH)),
        *_workshop(),
        SIXTH_FIRST.row(),
        _of_part("sixth author, learned from", tally(*SIXTH)),
        SEVENTH_LISTS.row(),
        SEVENTH_FIRST.row(),
        _of_part("seventh author, learned from", tally(*SEVENTH)),
        EIGHTH_LISTS.row(),
        EIGHTH_FIRST.row(),
        _of_part("eighth author, two rules later", tally(*EIGHTH)),
    ]
    return "".join(
        (
            HEAD.format(
                statements=len(every),
                labels=_labels(),
                clean=sum(not one.labels for one in every),
                read_statements=EIGHTH_FIRST.statements,
                found=_of_100(*EIGHTH_FIRST.recall),
                right=_of_100(*EIGHTH_FIRST.precision),
                recall_met=_met(EIGHTH_FIRST.recall, 0.95),
                precision_met=_met(EIGHTH_FIRST.precision, 0.80),
            ),
            *table,
            *section(len(TRAINING)),
            _honest(),
            TABLE.format(title="eighth author, first read"),
            *(_row(one, *EIGHTH_BY_CATEGORY[one]) for one in Protected),
            TABLE.format(title="seventh author, first read with what was learned before"),
            *(_row(one, *SEVENTH_BY_CATEGORY[one]) for one in Protected),
            *_table("third workshop author, mended by it", tally(*WORKSHOP[2])),
        )
    )


def _honest() -> str:
    left_out = together(read_left_out()[1])
    return HONEST.format(
        sentences=learned().sentences,
        learned=_of_100(left_out.learned.found, left_out.learned.labels),
        lists=_of_100(left_out.lists.found, left_out.lists.labels),
        right=round(100 * left_out.learned.precision),
        right_lists=round(100 * left_out.lists.precision),
        eighth=_of_100(*EIGHTH_FIRST.recall),
        eighth_lists=_of_100(*EIGHTH_LISTS.recall),
        eighth_right=_of_100(*EIGHTH_FIRST.precision),
        eighth_any=_of_100(*EIGHTH_UNDERLINED),
    )


def _of_100(good: int, of: int) -> int:
    return round(100 * good / of)


def _workshop() -> Iterator[str]:
    for first, part in zip(WORKSHOP_FIRST, WORKSHOP, strict=True):
        yield first.row()
        yield _of_part(first.name.replace("first read", "mended by it"), tally(*part))


def _met(counts: tuple[int, int], aim: float) -> str:
    return "met" if counts[0] >= aim * counts[1] else "not met"


def _table(title: str, one: Tally) -> Iterator[str]:
    yield TABLE.format(title=title)
    yield from (_of_category(category, one) for category in Protected)


def _labels() -> int:
    texts = ((FOLDER / f"{part}.txt").read_text("utf-8") for part in (*EVERY, *TRAINING))
    return sum(match[3] != "-" for text in texts for match in LABEL.finditer(text))


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")

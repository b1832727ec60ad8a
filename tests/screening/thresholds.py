"""Chooses how sure one has to be to mark a word, by category, from authors whom nothing was learned from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tests.screening.corpus import PRONOUNS, Label
from tests.screening.counted import Counted
from tests.screening.examples import Example
from tracker.policy.learned import CATEGORIES, Threshold, Thresholds
from tracker.policy.learned_marks import kept, runs
from tracker.policy.sanitising import Protected

NEW = (0.1, 0.13, 0.16, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)
"""What is tried for a mark where no list has any."""
LISTED = (0.25, 0.5, 0.75, 1.0)
"""What is tried for a mark of a list, as a part of that."""
LISTS_ALONE = dict.fromkeys(CATEGORIES, Threshold(2.0, 0.0))
"""So nothing new is ever likely enough, and every mark of a list is."""
Read = tuple[Example, Sequence[Sequence[float]]]
"""An example with how likely each word of it is of each category."""


def marks(read: Read, least: Thresholds) -> Iterator[tuple[int, int, Protected]]:
    """Yield the marks of an example."""
    one, chances = read
    told = [mark for mark in one.told if mark.category in least]
    stay = list(kept(one.cut, told, chances, least))
    yield from ((mark.start, mark.end, mark.category) for mark in stay)
    for first, last, _, category in runs(one.cut, told, chances, least, stay):
        yield one.cut.spans[first][0], one.cut.spans[last][1], category


def counted(read: Read, least: Thresholds) -> Counted:
    """Count the marks of an example in the categories that thresholds name, as the figures do."""
    made = list(marks(read, least))
    text, labels = read[0].statement.text, read[0].statement.labels
    must = [one for one in labels if not one.optional and one.categories[0] in least]
    right = wrong = said = 0
    for start, end, category in made:
        of = [one for one in labels if _meets(one, start, end, category)]
        right += any(not one.optional for one in of)
        pronoun = text[start:end].casefold() in PRONOUNS
        wrong += not of and not pronoun
        said += not pronoun
    found = sum(any(_meets(one, *mark) for mark in made) for one in must)
    return Counted(found, right, wrong, len(must), not labels, not labels and said > 0, 1)


def _meets(label: Label, start: int, end: int, category: Protected) -> bool:
    return start < label.end and label.start < end and category.value in label.categories


def total(reads: Iterable[Read], least: Thresholds) -> Counted:
    """Count over examples."""
    return sum((counted(one, least) for one in reads), Counted())


def chosen(reads: Sequence[Read], precision: float) -> dict[Protected, Threshold]:
    """Return the thresholds that find most of all while so many of the marks are right."""
    tried = {
        category: [(one, total(_of(reads, category), {category: one})) for one in _grid()]
        for category in CATEGORIES
    }

    def worth(one: tuple[Threshold, Counted], price: float) -> float:
        return one[1].found - price * one[1].wrong

    def best(price: float) -> dict[Protected, tuple[Threshold, Counted]]:
        return {category: max(found, key=lambda one: worth(one, price)) for category, found in tried.items()}

    low, high = 0.0, 5.0
    for _ in range(30):
        middle = (low + high) / 2
        reached = sum((one for _, one in best(middle).values()), Counted()).precision >= precision
        low, high = (low, middle) if reached else (middle, high)
    return {category: one for category, (one, _) in best(high).items()}


def _grid() -> Iterator[Threshold]:
    return (Threshold(new, round(new * part, 4)) for new in NEW for part in LISTED)


def _of(reads: Sequence[Read], category: Protected) -> list[Read]:
    """Return the examples in which anything of a category is told, labelled or likely."""
    place = CATEGORIES.index(category)
    return [
        (one, chances)
        for one, chances in reads
        if any(mark.category is category for mark in one.told)
        or any(category.value in label.categories for label in one.statement.labels)
        or any(row[place] >= NEW[0] for row in chances)
    ]

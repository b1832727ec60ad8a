"""The corpus as what is learned from: the signs of each word, and of which categories it is labelled.

A part is read with the lists as they were when its author's statements came, so that it is learned how far a
list is to be trusted on sentences that it was not mended by.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tests.screening.corpus import FOLDER, SEVENTH, SIXTH, TRAINING, Label, Statement, statements
from tracker.editions.schemas import WordListShape
from tracker.editions.shelf import CONFIG
from tracker.editions.weights import classes_of
from tracker.policy.definitions import WordList
from tracker.policy.learned import CATEGORIES, of_itself
from tracker.policy.marks import Found
from tracker.policy.suggesting import listed
from tracker.policy.word_classes import Lexicon, lexicon_of
from tracker.policy.word_signs import Cut, cut, inside_of, marks_of, signs_of

NEWEST = (6, 5, 5, 3)
"""The versions of the lists protected, innocent, opinion and names that the newest parts are read with."""
EARLIER = {
    **dict.fromkeys(("dev", "held_out_1", "held_out_2"), (1, 1, 1, 1)),
    **{"second_author": (2, 1, 1, 1), "second_author_later": (3, 2, 2, 1), "third_author": (3, 2, 2, 1)},
    **{"fourth_author": (4, 3, 3, 2), "fifth_author": (5, 4, 4, 3)},
    **dict.fromkeys(("workshop_1", "workshop_2", "workshop_3"), (5, 4, 4, 3)),
}
"""The versions that came before each part, and were not mended by it."""
PARTS = (*EARLIER, *SIXTH, *SEVENTH, *TRAINING)
"""What is learned from."""
SURE = 0.3
"""Once something was learned, the words of a passage that told less than so much of it are left open."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its signs, and with what lists say of it by category."""

    signs: tuple[str, ...]
    own: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A statement to learn from: its words, and the marks that lists have made."""

    statement: Statement
    cut: Cut
    told: tuple[Found, ...]
    words: tuple[Word, ...]

    def targets(self, chances: Sequence[Sequence[float]] = ()) -> list[tuple[frozenset[int], frozenset[int]]]:
        """Return for each word the categories it is labelled with, and those that are left open."""
        yes: list[set[int]] = [set() for _ in self.words]
        open_: list[set[int]] = [set() for _ in self.words]
        for label in self.statement.labels:
            self._label(label, chances, yes, open_)
        return [(frozenset(of - left), frozenset(left - of)) for of, left in zip(yes, open_, strict=True)]

    def _label(
        self, label: Label, chances: Sequence[Sequence[float]], yes: list[set[int]], open_: list[set[int]]
    ) -> None:
        inside = [at for at in inside_of(self.cut, label.start, label.end) if self.words[at].signs]
        for place in (at for at, one in enumerate(CATEGORIES) if one.value in label.categories):
            most = max((chances[at][place] for at in inside), default=0.0) if chances else 0.0
            for at in inside:
                told = not chances or chances[at][place] >= SURE * most
                (yes if told and not label.optional else open_)[at].add(place)


@lru_cache(maxsize=8)
def lists(versions: tuple[int, int, int, int]) -> tuple[tuple[WordList, ...], Lexicon]:
    """Return the lists of these versions, and what is known of words by them."""
    found = []
    for name, version in zip(("protected", "innocent", "opinion", "names"), versions, strict=True):
        path = CONFIG / "wordlists" / (f"{name}-{version}.toml" if version > 1 else f"{name}.toml")
        shape = WordListShape.model_validate(tomllib.loads(path.read_text("utf-8")))
        found.append(shape.definition(str(version)))
    return tuple(found), lexicon_of(found, classes_of(CONFIG))


def examples(part: str) -> list[Example]:
    """Return the statements of a part as what is learned from."""
    return [example(one, *lists(EARLIER.get(part, NEWEST))) for one in statements(part)]


def example(statement: Statement, words: Sequence[WordList], lexicon: Lexicon) -> Example:
    """Return a statement as what is learned from."""
    read = listed(statement.text, words)
    text = cut(statement.text, read.tokens, lexicon)
    signs = signs_of(text, marks_of(text, read.told, read.raw, read.spared))
    made = (
        Word(tuple(one), tuple((place, tuple(own)) for place, own in of_itself(one).items())) for one in signs
    )
    return Example(statement, text, read.told, tuple(made))


def digest() -> str:
    """Return the SHA-256 of all that is learned from, in hex."""
    whole = hashlib.sha256()
    for part in PARTS:
        whole.update((FOLDER / f"{part}.txt").read_bytes())
    return whole.hexdigest()

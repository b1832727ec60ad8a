"""Reads the corpus of labelled statements, and counts what the screen finds in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from tracker.editions.shelf import editions
from tracker.editions.weights import learned
from tracker.policy.sanitising import Whose
from tracker.policy.suggesting import Suggestion, suggestions

FOLDER = Path(__file__).parent / "corpus"
DEV, HELD = ("dev",), ("held_out_1", "held_out_2")
SECOND, LATER = ("second_author",), ("second_author_later",)
THIRD, FOURTH, FIFTH = ("third_author",), ("fourth_author",), ("fifth_author",)
WORKSHOP = ("workshop_1",), ("workshop_2",), ("workshop_3",)
SIXTH, SEVENTH, EIGHTH = ("sixth_author",), ("seventh_author",), ("eighth_author",)
TRAINING = tuple(f"training/author_{number}" for number in range(1, 13))
"""Parts that were written to learn from, each of one author."""
EVERY = (
    *DEV,
    *HELD,
    *SECOND,
    *LATER,
    *THIRD,
    *FOURTH,
    *FIFTH,
    *(one for (one,) in WORKSHOP),
    *SIXTH,
    *SEVENTH,
    *EIGHTH,
)
LABEL = re.compile(r"\{([^{}|]+)\|(\??)([a-z+?-]+)/([cto-])\}")
PRONOUNS = frozenset(
    {"he", "she", "him", "her", "his", "hers", "himself", "herself"}
    | {f"{one}{mark}{end}" for one in ("he", "she") for mark in ("'", "\u2019") for end in ("s", "d", "ll")}
)
WHOSE = {"c": Whose.CANDIDATE, "t": Whose.TARGET, "o": Whose.THIRD_PERSON}


@dataclass(frozen=True, slots=True)
class Label:
    """What a person marked: where, as what, whose, and whether it may as well be left."""

    start: int
    end: int
    categories: tuple[str, ...]
    whose: Whose | None
    optional: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with its labels."""

    text: str
    labels: tuple[Label, ...]


@dataclass(slots=True)
class Tally:
    """Counts by category: labels found and missed, suggestions right and wrong; and whose, said rightly."""

    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    whose: Counter[bool] = field(default_factory=Counter)
    statements: int = 0
    clean: int = 0
    alarmed: int = 0


def statements(part: str) -> Iterator[Statement]:
    """Yield the statements of a part."""
    for line in (FOLDER / f"{part}.txt").read_text("utf-8").splitlines():
        text, labels, at = "", [], 0
        for match in LABEL.finditer(line):
            text += line[at : match.start()]
            start, text, at = len(text), text + match[1], match.end()
            categories = () if match[3] == "-" else tuple(match[3].replace("?", "").split("+"))
            if categories:
                either = "?" in match[2] + match[3] or counts_neither_way(match[1], categories)
                labels.append(Label(start, len(text), categories, WHOSE.get(match[4]), either))
        yield Statement(text + line[at:], tuple(labels))


def counts_neither_way(passage: str, categories: tuple[str, ...]) -> bool:
    """Say whether a passage may be marked or not by the guide: a bare pronoun, or a role alone."""
    names_nobody = categories == ("other-person",) and passage == passage.lower()
    return names_nobody or passage.casefold() in PRONOUNS


@lru_cache(maxsize=4096)
def read_once(text: str) -> tuple[Suggestion, ...]:
    """Screen a statement of the corpus, which several counts are made of."""
    return screened(text)


def screened(text: str) -> tuple[Suggestion, ...]:
    """Screen a statement with the product's own lists and what it learned, with no names on record."""
    return suggestions(text, editions().screens(), (), learned())


def meets(label: Label, one: Suggestion) -> bool:
    """Say whether a suggestion is of a labelled passage and of its category."""
    return one.start < label.end and label.start < one.end and one.category.value in label.categories


def tally(*parts: str) -> Tally:
    """Count over parts of the corpus.

    A label is found when a suggestion of one of its categories lies on it. A suggestion is right when it
    lies on a label of its category; on a passage that was labelled otherwise it is wrong.
    """
    total = Tally()
    for statement in (one for part in parts for one in statements(part)):
        made = read_once(statement.text)
        total.statements += 1
        must = [label for label in statement.labels if not label.optional]
        total.clean += not statement.labels
        total.alarmed += not statement.labels and any(one.passage.casefold() not in PRONOUNS for one in made)
        for label in must:
            on = [one for one in made if meets(label, one)]
            (total.found if on else total.missed)[label.categories[0]] += 1
            if on and label.whose is not None:
                total.whose[any(one.whose is label.whose for one in on)] += 1
        for one in made:
            of = [label for label in statement.labels if meets(label, one)]
            if any(not label.optional for label in of):
                total.right[one.category.value] += 1
            elif not of and one.passage.casefold() not in PRONOUNS:
                total.wrong[one.category.value] += 1
    return total

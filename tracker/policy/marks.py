"""What was found in a wording made into questions: one of a passage, none of what another says better."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tracker.policy.sanitising import Protected
from tracker.policy.tokens import Tokens

PRONOUN = "and every other “he” or “she” tells sex: write “the candidate”"
"""What is said once of the pronouns of a statement; in the word list it is the hint of each of them."""
APART = frozenset({Protected.OTHER_PERSON, Protected.IDENTIFIER, Protected.OPINION, Protected.ADDRESS})
"""Of these each passage is a question of its own, however near the next one stands."""
BESIDE = re.compile(r"[ \t,'\u2019-]*(?:[A-Za-z]{1,12}[ \t,'\u2019-]+){0,2}")
"""What may stand between two passages that are asked of together."""
OF_RELATIVES = frozenset({Protected.HEALTH, Protected.AGE})
"""What is said of relatives along with the family's diseases."""
NEAR_RELATIVES = 30
"""How many signs lie between them at most."""
CLAUSE_ENDS = re.compile(r"[.;\"\u201c\u201d(]|\bI\b")
"""Where the talk of relatives ends."""

HANGS_BEFORE = re.compile(r"\A(?:(?:and|or|but|of)\b[ ,]+)+", re.IGNORECASE)
HANGS_AFTER = re.compile(
    r"(?:[ ,]+(?:and|or|but|the|an?|of|with|from|as|than)\b)+[ ,]*\Z|[ ,]+\Z", re.IGNORECASE
)
"""Words that say nothing at the edge of a mark."""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found: where, as what, why, and whose it is wherever it stands."""

    start: int
    end: int
    category: Protected
    hint: str
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """What lists and patterns say of a wording: words, marks, what was found first, what is no hint."""

    tokens: Tokens
    told: tuple[Found, ...]
    raw: tuple[Found, ...]
    spared: tuple[Found, ...]


def whole(statement: str, one: Found) -> Found:
    """Let a mark begin and end in a word that says something, where it holds one."""
    passage = statement[one.start : one.end]
    start = one.start + len(passage) - len(HANGS_BEFORE.sub("", passage))
    end = one.end - len(passage) + len(HANGS_AFTER.sub("", passage))
    return replace(one, start=start, end=end) if start < end else one


def joined(statement: str, kept: list[Found]) -> list[Found]:
    """Make one passage of two of a category with a word or two between them: one passage, one question."""
    whole: list[Found] = []
    latest: dict[Protected, int] = {}
    for one in kept:
        at = latest.get(one.category, -1)
        if at >= 0 and _is_asked_with(statement, whole[at], one):
            whole[at] = replace(whole[at], end=one.end, whose=whole[at].whose or one.whose)
        else:
            latest[one.category] = len(whole)
            whole.append(one)
    return whole


def beside(statement: str, kept: list[Found]) -> Iterator[Found]:
    """Leave out the illness and the age of relatives where the family's diseases are told of right there."""
    told = [one for one in kept if one.category is Protected.GENETICS]
    for one in kept:
        if one.category not in OF_RELATIVES or not any(_is_near(statement, one, other) for other in told):
            yield one


def _is_near(statement: str, one: Found, other: Found) -> bool:
    between = (
        statement[one.end : other.start] if one.start < other.start else statement[other.end : one.start]
    )
    return len(between) <= NEAR_RELATIVES and not CLAUSE_ENDS.search(between)


def _is_asked_with(statement: str, last: Found, one: Found) -> bool:
    if one.category in APART or PRONOUN in (last.hint, one.hint):
        return False
    return BESIDE.fullmatch(statement, last.end, one.start) is not None


def once(kept: Iterable[Found]) -> Iterator[Found]:
    """Leave of several pronouns the first: one place says of all of them what they tell."""
    told = False
    for one in kept:
        if one.hint != PRONOUN:
            yield one
        elif not told:
            told = True
            yield one

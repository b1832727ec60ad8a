"""A text cut into words for looking them up in lists: their forms, and of which kinds they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.policy.kinds import NAME, begins, kinds_of
from tracker.policy.spelling import Spelled, spelled

TOKEN = re.compile(r"\w+(?:'\w+)*|[^\w\s.,;:!?()\"'/#@&*+=<>%$\[\]{}|\\~`^-]")
"""A word, or a sign that stands for one, such as a flag."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as it is read, cut into words: where each begins and ends in the reading, and its forms."""

    reading: Spelled
    words: tuple[tuple[int, int, tuple[str, ...]], ...]


def forms_of(word: str) -> tuple[str, ...]:
    """Return a word as it stands, without its possessive, and in the singular."""
    forms = [word]
    bare = word.removesuffix("'s").removesuffix("'")
    if bare != word:
        forms.append(bare)
    if len(bare) > 3 and bare.endswith("s") and not bare.endswith("ss"):
        forms.append(bare[:-1])
        if bare[-2] == "e":
            forms.append(bare[:-2])
        if bare.endswith("ies"):
            forms.append(bare[:-3] + "y")
    return tuple(forms)


def tokens_of(text: str) -> Tokens:
    """Return a text cut into words, each with its forms; to be looked up in as many lists as one likes."""
    reading = spelled(text)
    found = (one.span() for one in TOKEN.finditer(reading.plain))
    return Tokens(reading, tuple((start, end, _read_as(reading, start, end)) for start, end in found))


def _read_as(reading: Spelled, start: int, end: int) -> tuple[str, ...]:
    """Return the forms of a word of a text, and of which kinds it is."""
    first = reading.places[start]
    kinds = kinds_of(reading.written[first : reading.places[end - 1] + 1])
    if NAME in kinds and begins(reading.written[max(0, first - 4) : first]):
        kinds = tuple(kind for kind in kinds if kind != NAME)
    return (*forms_of(reading.plain[start:end]), *kinds)

"""What changed between two wordings, word by word, so that nobody reads all of it again (Hampton C.3.d)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST = 600
"""Words that are compared one with another, at the most; a longer passage is shown as a whole."""
WORD = re.compile(r"\s*\S+|\s+$")
"""A word with the space before it."""


class Change(StrEnum):
    """What became of some words."""

    SAME = "same"
    """They stand in both wordings."""
    TAKEN = "taken"
    """They stood in the old wording alone."""
    ADDED = "added"
    """They stand in the new wording alone."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of which the same became."""

    change: Change
    text: str

    @property
    def space(self) -> str:
        """Return the space before its words, which is neither struck through nor underlined."""
        return self.text[: len(self.text) - len(self.words)]

    @property
    def words(self) -> str:
        """Return it without the space before."""
        return self.text.lstrip()


def word_difference(old: str, new: str) -> tuple[Piece, ...]:
    """Return both wordings in one line of pieces, none of them empty.

    What is the same and what was taken make the old wording, what is the same and what was added the new one,
    letter by letter.
    """
    before, after = WORD.findall(old), WORD.findall(new)
    first = _alike(before, after)
    last = _alike(before[first:][::-1], after[first:][::-1])
    pieces = [
        Piece(Change.SAME, "".join(before[:first])),
        *_between(before[first : len(before) - last], after[first : len(after) - last]),
        Piece(Change.SAME, "".join(before[len(before) - last :])),
    ]
    return tuple(piece for piece in pieces if piece.text)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Return with how many of the same words both begin."""
    return next(
        (place for place, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs),
        min(len(one), len(other)),
    )


def _between(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    if max(len(before), len(after)) > MOST:
        yield Piece(Change.TAKEN, "".join(before))
        yield Piece(Change.ADDED, "".join(after))
        return
    for kind, start, end, begin, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece(Change.SAME, "".join(before[start:end]))
            continue
        yield Piece(Change.TAKEN, "".join(before[start:end]))
        yield Piece(Change.ADDED, "".join(after[begin:stop]))

"""How words are read however they are spelled: one reading for every rule that looks for words.

Hidden signs, accents, look-alike letters of other writings, letters set apart, figures for letters and
letters drawn out make no difference. Each sign of the reading knows its place in what was written, so that
a rule can quote the words as they stand.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from tracker.policy.look_alikes import ALIKE, LOOK_ALIKE
from tracker.policy.wording import HIDDEN, normal

_SMALL_ALIKE = str.maketrans(
    ALIKE
    | dict.fromkeys("\u2019\u2018\u02bc\u00b4", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-")
)
"""Small letters, once capitals are gone; and signs that are written in several ways."""

_FIGURES = str.maketrans("013457@$!", "oieastasi")
_APART = r"(?:[.*_\-\u00b7|/] ?| )[a-z](?!\w)"
_SET_APART = re.compile(rf"(?<!\w)(?:[a-z](?:{_APART}){{3,}}|[b-hj-z](?:{_APART}){{2}})")
"""A word whose letters are set apart one by one; two signs between end it, except a sign and a space.

Of three letters in a row, ``a`` and ``i`` may be words of their own, and begin none.
"""
_ONE = re.compile(r"(?<=[a-z])1(?=[aiou])")
"""A one that stands for an l, as before most vowels; elsewhere it stands for an i."""
_FOR_LETTERS = re.compile(r"(?<=[a-z])[013457@$!]{1,2}(?=[a-z])")
_DRAWN_OUT = re.compile(r"(?<=[a-z])([a-z])\1{2,}|([a-z])\2{2,}(?=[a-z])")
"""A letter drawn out within a word; three of a kind alone are an abbreviation."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """A text as it was written, and as it is read: ``places`` says where each sign of ``plain`` stands."""

    written: str
    plain: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of the reading begins and ends in what was written, marks included."""
        first, last = self.places[start], self.places[end - 1] + 1
        while last < len(self.written) and not _read(self.written[last]):
            last += 1
        return first, last

    def passage(self, start: int, end: int) -> str:
        """Return a part of the reading as it was written."""
        first, last = self.span(start, end)
        return self.written[first:last]


def spelled(text: str) -> Spelled:
    """Return a text with its reading, in a time that grows with its length and no quicker."""
    if text.isascii() and text.isprintable():
        return _all_reread(text, text.lower(), list(range(len(text))))
    signs, places = [], []
    for place, character in enumerate(text):
        for sign in _read(character):
            signs.append(sign)
            places.append(place)
    return _all_reread(text, "".join(signs), places)


def _all_reread(text: str, plain: str, places: list[int]) -> Spelled:
    plain = _ONE.sub("l", plain)
    for pattern, letters in ((_SET_APART, True), (_FOR_LETTERS, False), (_DRAWN_OUT, False)):
        plain, places = _reread(plain, places, pattern, letters_only=letters)
    return Spelled(text, plain, tuple(places))


def read(text: str) -> str:
    """Return the reading of a text, for rules that need no places."""
    return spelled(text).plain


def shown(text: str) -> Spelled:
    """Return a text as it shows, capitals and all: no hidden signs, plain letters for look-alikes."""
    if text.isascii() and text.isprintable():
        return Spelled(text, text, tuple(range(len(text))))
    kept = [(place, sign) for place, sign in enumerate(map(_shown, text)) if sign]
    return Spelled(text, "".join(sign for _, sign in kept), tuple(place for place, _ in kept))


@lru_cache(maxsize=8192)
def _shown(character: str) -> str:
    """Return the one sign that a character shows as; nothing where it does not show."""
    if HIDDEN.match(character) or unicodedata.category(character) == "Cf":
        return ""
    plain = normal(character.translate(LOOK_ALIKE))
    return plain if len(plain) == 1 else character


def folded(text: str) -> str:
    """Return the text in small letters without accents, of the same length, so that places stay the same."""
    if text.isascii():
        return text.lower()
    return "".join(_fold(character) for character in text)


def _fold(character: str) -> str:
    base = _read(character)[:1]
    return base or character


def first_passage(pattern: str, reading: Spelled) -> str | None:
    """Return the first passage that reads as the pattern says, as written; None where there is none.

    The pattern is in small letters without accents, and finds whole words.
    """
    found = re.search(rf"\b(?:{pattern})\b", reading.plain)
    return reading.passage(*found.span()) if found and found[0] else None


@lru_cache(maxsize=8192)
def _read(character: str) -> str:
    """Return what one character is read as: nothing, one small letter or sign, or several."""
    if character in "\t\n\r":
        return character
    if HIDDEN.match(character) or unicodedata.category(character) in ("Cf", "Cc", "Mn"):
        return ""
    apart = normal(character.translate(LOOK_ALIKE).translate(_SMALL_ALIKE), "NFKD").lower()
    plain = "".join(sign for sign in apart if unicodedata.category(sign) != "Mn")
    return plain.translate(LOOK_ALIKE).translate(_SMALL_ALIKE) or character


def _reread(
    plain: str, places: list[int], pattern: re.Pattern[str], *, letters_only: bool
) -> tuple[str, list[int]]:
    """Read passages otherwise: letters that were set apart, figures for letters, letters drawn out."""
    signs: list[str] = []
    kept: list[int] = []
    at = 0
    for match in pattern.finditer(plain):
        start, end = match.span()
        signs.append(plain[at:start])
        kept += places[at:start]
        if letters_only:
            stay = [place for place in range(start, end) if plain[place].isalpha()]
        else:
            stay = [start] if pattern is _DRAWN_OUT else list(range(start, end))
        signs += (plain[place].translate(_FIGURES) for place in stay)
        kept += (places[place] for place in stay)
        at = end
    return "".join((*signs, plain[at:])), kept + places[at:]

"""How a word is written so that a list does not find it: look-alike letters, digits for letters, gaps.

Each reading gives the text anew with the place of every sign, so that what was found is quoted as typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tracker.policy import spelling
from tracker.policy.definitions import WordEntry, WordList
from tracker.policy.encodings import decoded, end_of_sign
from tracker.policy.look_alikes import ALIKE
from tracker.policy.matching import matches, without

_IN_BOXES = (0x1F130, 0x1F150, 0x1F170, 0x1F1E6)
"""Where the alphabets in squares, in circles and as flags begin."""
_INVISIBLE = ("Cf", "Mn", "Me")
"""Kinds of signs that stand on or between letters and are no letters."""

DIGITS = {"0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g", "$": "s", "€": "e", "@": "a"}
"""Signs that stand for letters, as in "d14gn0s1s"."""
STROKES = ("1", "!", "|")
"""Signs that stand for an i or for an l."""

_RUN = re.compile(r"[\w@$€!|]+")
_SINGLE = re.compile(r"(?<!\w)[^\W_](?:[\W_]{1,3}[^\W_](?!\w)){2,}")
_INSIDE = re.compile(r"(?<=[^\W_])[^\w\s]{1,3}(?=[^\W_])|(?<=[^\W_])_+(?=[^\W_])")
_SMALL = ("the", "a", "an", "of", "for", "with", "and", "in", "on", "at", "to", "is", "or", "by", "no")
_BEFORE, _BEHIND = "".join(rf"(?<!\b{word})" for word in _SMALL), "|".join(_SMALL)
_GAP = re.compile(rf"(?<=[a-z]){_BEFORE}\s(?!(?:{_BEHIND})\b)(?=[a-z])")
"""A gap between two words neither of which is one of the small words of any sentence."""
LONG = 6
"""A word of two or three parts has so many letters, or is found by chance."""
_BROKEN_OFF = re.compile(r"(?<!\w)(?:(?P<first>\w{1,2})\s(?=\w{4,})|(?:(?<=\w{4})\s)(?=\w{1,2}(?!\w)))")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it is read; ``places`` say where each of its signs stood in the text as typed."""

    text: str
    places: tuple[int, ...]


Reader = Callable[[Reading], Reading]
"""A way of reading what was read before."""


def plain_letters(text: str, begun: Iterable[int] | None = None) -> Reading:
    """Read every letter as the plain one that it looks like; what does not show is left out.

    ``begun`` are the places of the signs where the text is not as typed.
    """
    signs, places = [], []
    for place, typed in zip(range(len(text)) if begun is None else begun, text, strict=True):
        for sign in unicodedata.normalize("NFKD", typed).lower():
            if unicodedata.category(sign) in _INVISIBLE:
                continue
            for letter in _letters(sign):
                signs.append(" " if letter == "_" else letter)
                places.append(place)
    return Reading("".join(signs), tuple(places))


def _letters(sign: str) -> str:
    for first in _IN_BOXES:
        if first <= ord(sign) < first + 26:
            return chr(ord("a") + ord(sign) - first)
    return ALIKE.get(sign, sign)


def _digits(stroke: str, *, at_sign: bool, read_from_head: int | None = None) -> Reader:
    """Read digits and signs beside letters as letters; at the head of a name, ``@`` is a letter or is not.

    With ``read_from_head`` the digits that a word begins with are a number, as in "23andM3", of which the
    last so many are letters all the same, as in "234ndme".
    """
    meant = DIGITS | dict.fromkeys(STROKES, stroke)

    def read(run: re.Match[str]) -> str:
        """Return a run of signs with its digits read as letters, where it has a letter."""
        word = run[0]
        if not any(sign.isalpha() for sign in word):
            return word
        head = "" if at_sign or not word.startswith("@") else " "
        if read_from_head is not None:
            number = len(word) - len(word.lstrip("0123456789"))
            head = word[: max(0, number - read_from_head)]
        return head + "".join(meant.get(sign, sign) for sign in word[len(head) :])

    return lambda before: Reading(_RUN.sub(read, before.text), before.places)


def _joined(before: Reading) -> Reading:
    """Read letters that stand apart, or have a sign between them, as one word: "c h u r c h", "chur-ch"."""
    apart = {
        place
        for run in _SINGLE.finditer(before.text)
        for place in range(*run.span())
        if not before.text[place].isalnum()
    }
    inside = {place for sign in _INSIDE.finditer(before.text) for place in range(*sign.span())}
    return _left_out(before, apart | inside)


def _mended(before: Reading) -> Reading:
    """Read a word from which one or two letters are broken off as one: "diagnos is"."""
    spaces = {
        place
        for gap in _BROKEN_OFF.finditer(before.text)
        for place in range(*gap.span())
        if before.text[place].isspace()
    }
    return _left_out(before, spaces)


def _closed(first: int, size: int) -> Reader:
    """Read every two or three words as one, from a word on: "diagno sis"; small words stay for themselves."""

    def read(before: Reading) -> Reading:
        """Return the words in twos or threes."""
        gaps = [gap.start() for gap in _GAP.finditer(before.text)]
        closed = {gap for number, gap in enumerate(gaps) if (number - first) % size != size - 1}
        return _left_out(before, closed)

    return read


def _left_out(before: Reading, gone: set[int]) -> Reading:
    kept = [place for place in range(len(before.text)) if place not in gone]
    return Reading(
        "".join(before.text[place] for place in kept), tuple(before.places[place] for place in kept)
    )


def _as_it_is(before: Reading) -> Reading:
    return before


_OF_SIGNS: tuple[Reader, ...] = (
    _as_it_is,
    *(_digits(stroke, at_sign=at_sign) for stroke in "il" for at_sign in (True, False)),
    *(_digits(stroke, at_sign=True, read_from_head=read) for stroke in "il" for read in (0, 1)),
)
_OF_GAPS: tuple[Reader, ...] = (
    *(_as_it_is, _joined, _mended),
    *(_closed(first, size) for size in (2, 3) for first in range(size)),
)
_CLOSED = 3
"""From this one on, the readings of gaps close the gaps between whole words."""


def readings(text: str) -> Iterator[Reading]:
    """Yield every way in which a text is read, the plainest first."""
    for base in (plain_letters(text), plain_letters(*decoded(text))):
        for signs in _OF_SIGNS:
            for gaps in _OF_GAPS:
                yield gaps(signs(base))


def found_in(text: str, words: WordList, own: Iterable[str] = ()) -> tuple[str, WordEntry] | None:
    """Return the first passage that the list knows in any reading, as typed, with its entry; None if none.

    ``own`` are names that stand in the text by right; they are blanked out first, as typed and as read.
    """
    names, seen = tuple(own), set[str]()
    for number, read in enumerate(readings(without(text, names))):
        if read.text in seen:
            continue
        seen.add(read.text)
        for start, end, entry in matches(read.text, words):
            closed = number % len(_OF_GAPS) >= _CLOSED
            if (closed and end - start < LONG) or _by_right(read.text[start:end], number, names):
                continue
            return text[read.places[start] : end_of_sign(text, read.places[end - 1])], entry
    return None


def _by_right(found: str, number: int, names: Iterable[str]) -> bool:
    """Say whether a passage is one of these names, or a word of one, in the same reading."""
    plain = spelling.read(found)
    whole = (spelling.read(tuple(readings(name))[number].text.strip()) for name in names)
    return any(plain == name or plain in name.split() for name in whole)

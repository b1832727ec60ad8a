"""How rules write days, names and counts, so that all sentences read alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from tracker.policy.vocabulary import Language

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


UNDER: Mapping[str, Language] = {"/es": Language.SPANISH}
"""What stands before the addresses of a language other than English."""


def before_of(language: str) -> str:
    """Return what stands before the addresses of a language, empty for English."""
    return next((before for before, name in UNDER.items() if name == language), "")


class Worded(str):
    """A sentence with values in it, in English, that keeps both apart so that it can be said otherwise."""

    template: str
    values: Mapping[str, object]


def worded(template: str, **values: object) -> Worded:
    """Word a sentence that candidates read; values stand in it as ``%(number)s``."""
    sentence = Worded(template % values if values else template)
    sentence.template, sentence.values = template, values
    return sentence


def said(sentence: str, say: Callable[..., str]) -> str:
    """Say a rule's sentence in another language, by that language's gettext; values are filled in last."""
    if not isinstance(sentence, Worded):
        return say(sentence) if sentence else ""
    values = {
        name: said(value, say) if isinstance(value, Worded) else value
        for name, value in sentence.values.items()
    }
    return say(sentence.template, **values)


def day(when: date) -> str:
    """Write a day, as in ``February 28, 2026``."""
    return f"{MONTHS[when.month - 1]} {when.day}, {when.year}"


def hour(when: datetime) -> str:
    """Write a time of day as its own clock shows it, as in ``2:40 p.m.``."""
    return f"{when.hour % 12 or 12}:{when:%M} {'a.m.' if when.hour < 12 else 'p.m.'}"


def moment(when: datetime) -> str:
    """Write a moment with its own zone, as in ``March 9, 2026, 2:40 p.m. EDT``."""
    return f"{day(when)}, {hour(when)} {when:%Z}"


def capital(words: str) -> str:
    """Return words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def listed(names: Iterable[str]) -> str:
    """Write names in order, as in ``Reyes, Tan and Yu``."""
    return in_order(sorted(names))


def in_order(names: Sequence[str]) -> str:
    """Write names as they stand, as in ``1, 2 and 10``."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def counted(number: int, one: str, many: str = "") -> str:
    """Write a count with its noun, as in ``1 step`` or ``3 steps``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


LEAST_WORDS = 3
"""A reason says something: at least this many words."""


def too_short(reason: str) -> bool:
    """Say whether a reason says too little to be one."""
    return sum(not blank(word) for word in reason.split()) < LEAST_WORDS


UNSEEN = "\u115f\u1160\u3164\uffa0"
"""Letters by their kind that no one can see: the fillers of Hangul."""


def in_bytes(count: int) -> str:
    """Write a number of bytes as people say it: ``2 GB``, ``50 MB``, ``12 kB``."""
    for step, unit in ((2**30, "GB"), (2**20, "MB"), (2**10, "kB")):
        if count >= step:
            return f"{count / step:.1f}".removesuffix(".0") + f" {unit}"
    return counted(count, "byte")


def blank(text: str) -> bool:
    """Say whether a text holds no letter and no digit that can be seen, so says nothing."""
    return not any(character.isalnum() and character not in UNSEEN for character in text)


HIDDEN = re.compile(
    r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    r"\U000e0000-\U000e0fff]"
)
"""What does not show though it is a letter, mark or sign by its kind: joiners, fillers, variations."""


def seen(text: str, kinds: tuple[str, ...] = ("Cf",), but: str = "") -> str:
    """Return what shows of a text: without hidden signs and without these kinds, ``but`` for some."""
    if text.isascii() and text.isprintable():
        return text
    shown = HIDDEN.sub("", text)
    return "".join(sign for sign in shown if sign in but or unicodedata.category(sign) not in kinds)


MOST_MARKS = 30
"""No letter of any writing bears more marks in a row; so says the stream-safe form of Unicode (UAX 15)."""


def normal(text: str, form: Literal["NFC", "NFKC", "NFKD"] = "NFKC") -> str:
    """Return a text in one form of Unicode, in a time that grows with its length and no quicker.

    Putting marks in order takes the square of how many stand in a row, so of more than thirty the rest is
    left out.
    """
    if text.isascii():
        return text
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if _is_mark(character) else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return unicodedata.normalize(form, "".join(kept))


@lru_cache(maxsize=4096)
def _is_mark(character: str) -> bool:
    return bool(unicodedata.combining(unicodedata.normalize("NFKD", character)[-1]))

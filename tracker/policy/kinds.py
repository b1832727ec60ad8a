"""What kind of word a phrase of a list may ask for: a name, an age, a year, a code, whatever stands there.

``<name>`` is a word with a capital that begins no sentence; ``<adult>``, ``<minor>`` and ``<year>`` are
numbers; ``<code>`` mixes figures and capitals, or is a long number; ``=WIC`` is a word in capitals alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

NAME, ADULT, MINOR, YEAR, CODE, ANY = "<name>", "<adult>", "<minor>", "<year>", "<code>", "<any>"
KINDS = frozenset({NAME, ADULT, MINOR, YEAR, CODE, ANY})
"""The kinds that a phrase may name beside the sets of its list."""
SHORT, LONG = 2, 6
"""A word in capitals alone has so many letters."""
_BEGINS = re.compile(r"[.!?:]\W*\s\W*\Z|[\"\u201c(\[]\W*\Z|\A\W*\Z|\n\W*\Z")
"""What stands before a word that begins a sentence, a quotation or a text."""
_NO_NAMES = frozenset(
    {
        "i",
        "i'm",
        "i've",
        "i'd",
        "i'll",
        "instagram",
        "facebook",
        "tiktok",
        "twitter",
        "reddit",
        "youtube",
        "snapchat",
        "discord",
        "twitch",
        "telegram",
        "whatsapp",
        "linkedin",
        "threads",
        "bluesky",
        "x",
        "zoom",
        "google",
        "venmo",
        "yelp",
        "nextdoor",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "police",
        "candidate",
        "applicant",
        "subject",
        "mr",
        "mrs",
        "ms",
        "christmas",
        "thanksgiving",
        "halloween",
        "easter",
        "god",
        "ok",
        "lol",
    }
)
"""Words with a capital that are no name of somebody or of a place."""
_LAST_YEAR, _FIRST_YEAR = 2009, 1930
_OF_AGE, _OLDEST = 18, 99


@lru_cache(maxsize=16_384)
def kinds_of(written: str) -> tuple[str, ...]:
    """Return the kinds of a word as it is written, wherever it stands."""
    if written.isdecimal():
        return _of_number(written)
    found: list[str] = []
    if written[:1].isupper() and written.lower().removesuffix("'s") not in _NO_NAMES:
        found.append(NAME)
    if written.isupper() and SHORT <= len(written) <= LONG and written.isalpha():
        found.append(f"={written}")
    if written.upper() == written and re.search(r"\d", written) and re.search(r"[A-Z]", written):
        found.append(CODE)
    if re.fullmatch(r"\d{1,3}(?:st|nd|rd|th)", written):
        found.append(NAME)
    return tuple(found)


def begins(before: str) -> bool:
    """Say whether a word begins a sentence or a quotation, from the signs before it."""
    return _BEGINS.search(before) is not None


def _of_number(written: str) -> tuple[str, ...]:
    value = int(written) if len(written) <= len(str(_LAST_YEAR)) else 0
    if 0 < value < _OF_AGE:
        return (MINOR,)
    if _OF_AGE <= value <= _OLDEST:
        return (ADULT,)
    if _FIRST_YEAR <= value <= _LAST_YEAR:
        return (YEAR, CODE)
    return (CODE,) if len(written) > SHORT else ()

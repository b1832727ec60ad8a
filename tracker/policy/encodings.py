"""What stands behind an encoding of web addresses, pages or programs: "%63hurch", "&#99;hurch"."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

_CODED = re.compile(
    r"%[0-7][0-9A-Fa-f]|(?:%[89A-Fa-f][0-9A-Fa-f]){1,4}"
    r"|&(?:#[0-9]{1,7};?|#[xX][0-9A-Fa-f]{1,6};?|[A-Za-z][A-Za-z0-9]{1,30};)"
    r"|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}"
)
_OFTEN = 3
"""So many encodings over each other are seen through."""


def decoded(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a text without its encodings, and where each of its signs began in the text as typed."""
    places = tuple(range(len(text)))
    for _ in range(_OFTEN):
        signs, kept, at = [], [], 0
        for coded in _CODED.finditer(text):
            meant = _meant(coded[0])
            signs.append(text[at : coded.start()] + meant)
            kept += [*places[at : coded.start()], *[places[coded.start()]] * len(meant)]
            at = coded.end()
        if not signs:
            break
        text, places = "".join((*signs, text[at:])), (*kept, *places[at:])
    return text, places


def _meant(coded: str) -> str:
    if coded.startswith("%"):
        return unquote(coded)
    return html.unescape(coded) if coded.startswith("&") else chr(int(coded[2:], 16))


def end_of_sign(text: str, place: int) -> int:
    """Return where the sign ends that begins at a place of the text as typed, an encoded one as a whole."""
    coded = _CODED.match(text, place)
    return coded.end() if coded else place + 1

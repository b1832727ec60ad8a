"""One way to write a value down: JSON as RFC 8785 has it, for the values that the ledger holds."""

from __future__ import annotations

import json
from collections.abc import Mapping

LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON holds exactly."""


class Uncanonical(ValueError):
    """The value has no canonical form here: a fraction, too large a number, half a character, other types."""


def canonical(value: object) -> bytes:
    """Return the canonical JSON of text, whole numbers, booleans, None, lists and mappings with text keys.

    UTF-8; members ordered by the UTF-16 code units of their names; no white space. Fractions are refused,
    so that no two writers can round them differently. Raises :class:`Uncanonical`.
    """
    try:
        text = json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text.encode("utf-8")
    except RecursionError as error:
        raise Uncanonical("nested too deeply") from error
    except UnicodeEncodeError as error:
        raise Uncanonical("half of a surrogate pair is no character") from error


def read_canonical(text: bytes) -> object:
    """Return the value that canonical JSON holds; anything but the canonical form of it is refused."""
    try:
        value = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Uncanonical("not JSON in UTF-8") from error
    if canonical(value) != text:
        raise Uncanonical("not in canonical form")
    return value


def _ordered(value: object) -> object:
    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if -LARGEST <= value <= LARGEST:
            return int(value)
        raise Uncanonical("whole numbers end at 2 to the 53rd")
    if isinstance(value, list | tuple):
        return [_ordered(item) for item in value]
    if isinstance(value, Mapping):
        return {name: _ordered(value[name]) for name in sorted(value, key=_utf16)}
    raise Uncanonical(f"{type(value).__name__} has no canonical form")


def _utf16(name: object) -> bytes:
    if not isinstance(name, str):
        raise Uncanonical("the names of members are text")
    return name.encode("utf-16-be", "surrogatepass")

"""Signs that no page can hold: they are taken out of what somebody sends, before any form reads it."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from werkzeug.datastructures import MultiDict

_PLANES = "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
NO_TEXT = re.compile(f"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef{_PLANES}]")
"""Controls but for lines and tabs, and what is no character; PostgreSQL stores no null sign either."""


def as_text(sent: MultiDict[str, Any], untouched: Collection[str]) -> MultiDict[str, Any]:
    """Return what was sent without such signs; ``untouched`` names fields that no page shows again."""
    return MultiDict(
        (name, NO_TEXT.sub("", value) if isinstance(value, str) and name not in untouched else value)
        for name, value in sent.items(multi=True)
    )

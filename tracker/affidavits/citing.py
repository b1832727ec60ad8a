"""What a candidate reads of where a line of law stands: the citation, without what was noted for counsel."""

from __future__ import annotations

import re

from tracker.affidavits.words import Say
from tracker.policy.legal import LegalProfile

_FOR_COUNSEL = re.compile(
    r"practice of this product|no statute|no authority|by analogy|followed everywhere|secondary sources on"
    r"|summary at|read at|Hampton P&P|project's notes|California State Auditor",
    re.IGNORECASE,
)
_ASIDES = re.compile(
    r", (?:read (?:widely|narrowly)|in part|its end not read|reported in secondary sources)$"
    r"|\s*\(titles read\)"
)


def cited(source: str) -> str:
    """Return a citation as candidates read it, empty where all of it was a note to counsel."""
    parts = (part.strip() for part in source.split(";"))
    return "; ".join(_ASIDES.sub("", part) for part in parts if not _FOR_COUNSEL.search(part))


def law_words(profile: LegalProfile, _: Say) -> str:
    """Name the legal profile that an affidavit is signed under, with its version."""
    named = {"place": profile.name, "key": profile.key, "number": profile.version}
    return _("%(place)s (%(key)s, version %(number)s)", **named)

"""The room's codes in words, as pages and forms write them."""

from __future__ import annotations

from tracker.findings.capture_queries import ADDED, EXPORTED, OPENED, VERIFIED
from tracker.findings.formats.recognise import BY_MEDIA_TYPE, Kind
from tracker.policy.arrivals import NotScanned, Scan
from tracker.policy.captures import FileState, ReadingReason
from tracker.policy.finding_words import MEANINGS
from tracker.policy.words import in_words

HINTS: dict[str, str] = {code.value: f"{meaning}." for code, meaning in MEANINGS.items()}
"""What follows from a direction or an attribution, by code, as forms write it below the word."""

REASONS: dict[ReadingReason, str] = {
    ReadingReason.WORK: "To write or check a finding",
    ReadingReason.REVIEW: "To review a finding against its source",
    ReadingReason.QUESTION: "To answer a question of the candidate or the board",
    ReadingReason.COPY: "To look at it on a separate machine",
    ReadingReason.MATTER: "For a matter of counsel or a court",
}
"""Why sealed evidence is opened."""

PICTURES = frozenset(kind.value.media_type for kind in (Kind.PNG, Kind.JPEG, Kind.WEBP))
"""What can be drawn as a picture."""
PDF = Kind.PDF.value.media_type
"""What can be drawn page by page."""
NOT_VERIFIED = ("Not verified yet", "none")
TAGS: dict[str, str] = {FileState.INTACT: "done", FileState.CHANGED: "error", FileState.MISSING: "error"}
"""How what the newest verification found is drawn as a tag."""

CUSTODY: dict[str, str] = {
    ADDED: "Added",
    OPENED: "Opened",
    VERIFIED: "Verified",
    EXPORTED: "Downloaded",
}
"""What was done with a capture."""


NOT_LOOKED_THROUGH: dict[str, str] = {
    NotScanned.NONE_SET: "no malware scanner was set up",
    NotScanned.NO_ANSWER: "the malware scanner did not answer",
    NotScanned.TOO_LARGE: "it is larger than what the malware scanner takes",
}
"""Why no scanner looked through a file."""


def scan_words(scan: str, scanner: str, reason: str) -> str:
    """Say whether a file was looked through for malware on its way in, and by what."""
    if scan == Scan.CLEAN:
        return f"Nothing found by {scanner}" if scanner else "Nothing found"
    return f"Not scanned: {NOT_LOOKED_THROUGH.get(reason, reason)}. Open a copy on a separate machine alone"


def state_tag(state: FileState | None) -> tuple[str, str]:
    """Return what the newest verification of a capture found, as a tag."""
    return NOT_VERIFIED if state is None else (in_words(state), TAGS[state])


def kind_name(media_type: str) -> str:
    """Return what people call a kind of file."""
    kind = BY_MEDIA_TYPE.get(media_type)
    return kind.value.name if kind else media_type


def ending(media_type: str) -> str:
    """Return the ending of a downloaded file of this kind."""
    kind = BY_MEDIA_TYPE.get(media_type)
    return kind.value.endings[0] if kind else ".bin"

"""The room's codes in words, as pages and forms write them."""

from __future__ import annotations

from tracker.findings.capture_queries import ADDED, EXPORTED, OPENED, VERIFIED
from tracker.findings.formats.recognise import BY_MEDIA_TYPE
from tracker.policy.captures import FileState, ReadingReason
from tracker.policy.vocabulary import Attribution, Direction

DIRECTIONS: dict[Direction, tuple[str, str]] = {
    Direction.CONCERN: ("Concern", "Could weigh against the candidate, who is asked before anybody decides."),
    Direction.FAVOURABLE: ("Favourable", "Speaks for the candidate."),
    Direction.CONTEXT: ("Context only", "Helps to understand, and weighs neither way."),
}
"""Which way a finding points: the word, and what it means."""

ATTRIBUTIONS: dict[Attribution, tuple[str, str]] = {
    Attribution.AUTHORED: ("Wrote or posted it", ""),
    Attribution.SHARED: ("Shared it", ""),
    Attribution.ENDORSED: ("Liked or endorsed it", ""),
    Attribution.COMMENTED: ("Commented on it", ""),
    Attribution.TAGGED: ("Was tagged in it", "Somebody else's act; it cannot be released alone."),
    Attribution.DEPICTED: ("Is shown in it", "Somebody else's act; it cannot be released alone."),
}
"""What the candidate had to do with it: the words, and what follows."""

REASONS: dict[ReadingReason, str] = {
    ReadingReason.WORK: "To write or check a finding",
    ReadingReason.REVIEW: "To review a finding against its source",
    ReadingReason.QUESTION: "To answer a question of the candidate or the board",
    ReadingReason.COPY: "To look at it on a separate machine",
    ReadingReason.MATTER: "For a matter of counsel or a court",
}
"""Why sealed evidence is opened."""

STATES: dict[FileState | None, tuple[str, str]] = {
    None: ("Not verified yet", "none"),
    FileState.INTACT: ("As received", "done"),
    FileState.CHANGED: ("Changed", "error"),
    FileState.MISSING: ("File missing", "error"),
}
"""What the newest verification found, as a tag."""

CUSTODY: dict[str, str] = {
    ADDED: "Added",
    OPENED: "Opened",
    VERIFIED: "Verified",
    EXPORTED: "Downloaded",
}
"""What was done with a capture."""


def kind_name(media_type: str) -> str:
    """Return what people call a kind of file."""
    kind = BY_MEDIA_TYPE.get(media_type)
    return kind.value.name if kind else media_type


def ending(media_type: str) -> str:
    """Return the ending of a downloaded file of this kind."""
    kind = BY_MEDIA_TYPE.get(media_type)
    return kind.value.endings[0] if kind else ".bin"

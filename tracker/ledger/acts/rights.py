"""Acts of what candidates ask for at any time."""

from __future__ import annotations

from tracker.ledger.acts.act import Act


class RightsActs:
    """Questions and their answers, and copies of the candidate's own file (Hampton D.2)."""

    QUESTION_ASKED = Act("{actor} asked a question, {about}", "language")
    """A candidate wrote to the agency; the ledger holds none of the words."""
    QUESTION_ANSWERED = Act("{actor} answered question {about}", "number")
    """Staff answered in writing."""
    OWN_FILE_TAKEN = Act("{actor} took a copy of everything they gave", "digest", "files")
    """The copy was handed out at once; ``digest`` is the SHA-256 of the list of its files."""
    VOLUNTARY_ANSWERS_GIVEN = Act("{actor} kept what a candidate said voluntarily")
    """Somebody said of themselves what is counted once a year; neither who nor of which case is kept."""
    COPY_REQUESTED = Act("{actor} asked for a copy of more of the file, {about}: due by {due:day}")
    """A request for what the law lets out besides."""
    COPY_ANSWERED = Act("{actor} answered request {about} for a copy: {given:copied} was given")
    """What was given on it, and by whom; the words are sealed."""

"""Acts of meeting the candidate: looking together, and copies handed over."""

from __future__ import annotations

from tracker.ledger.acts.act import Act


class TogetherActs:
    """Sessions that candidate and investigator agree on, and both say something of (Hampton F.2)."""

    SESSION_OFFERED = Act("{actor} offered {times:counted time} for session {about}: {mode:mode}")
    """An investigator said when and where they could meet."""
    SESSION_AGREED = Act(
        "{actor} agreed on a time for session {about}, to look together, {by_telephone:said-where}"
    )
    """The candidate chose a time, or the investigator recorded what was agreed by telephone."""
    HANDOVER_AGREED = Act(
        "{actor} agreed on a time for session {about}, to hand over a copy, {by_telephone:said-where}"
    )
    """The same, for a copy."""
    SESSION_OTHER_TIME = Act("{actor} asked for another time for session {about}")
    """None of the times suited the candidate."""
    SESSION_NOT_WANTED = Act("{actor} does not want session {about} any more")
    """A neutral answer of the candidate's; it stops nothing else."""
    SESSION_RECORDED = Act(
        "{actor} recorded session {about}, about {accounts:counted account}", "number", "mode", "language"
    )
    """What happened in a session; a further number corrects what was recorded before."""
    PASSWORD_SEEN = Act("{actor} saw a password by accident in session {about}; it was not written down")
    """The fact alone: nothing of it is kept, and nobody uses it."""
    SESSION_CONFIRMED = Act("{actor} said that session {about} was as recorded")
    """The candidate confirmed the record."""
    SESSION_DIFFERED = Act("{actor} said what was different in session {about}")
    """The candidate's words stay beside the record."""

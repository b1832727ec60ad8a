"""Acts of running the protocol: searches, step outcomes, and asks to differ from it."""

from __future__ import annotations

from tracker.ledger.acts.act import Act


class ProtocolActs:
    """The same work for every candidate, each look on record (Hamden D.4, D.5)."""

    SEARCH_LOGGED = Act(
        "{actor} logged a search in step {step}, “{step_title}”: {result:result}", "place", "method"
    )
    """One look, also when it found nothing; the words searched for are not in the ledger."""
    SEARCH_REFUSED = Act("{actor} could not search in step {step}: {reason:rule}")
    """A search was stopped by a rule before it was logged: method, access, designation, words."""
    SEARCH_VOIDED = Act("{actor} marked search {about} as entered in error")
    """A search was marked; both the search and the mark stay."""
    STEP_OUTCOME_RECORDED = Act("{actor} recorded step {step}, “{step_title}”: {result:result}")
    """A step was done, or excused."""
    REQUEST_MADE = Act("{actor} asked about step {step}, in request {about}: {kind:request}")
    """An ask to excuse a step or to search beyond the protocol."""
    REQUEST_APPROVED = Act("{actor} approved request {about} about step {step}: {kind:request}")
    """A supervisor said yes; it shows in the uniformity table."""
    MORE_TIME_ASKED = Act("{actor} asked for more time until {ends:day}, in request {about}")
    """An ask that the case be due later; the reason is kept sealed."""
    MORE_TIME_GIVEN = Act("{actor} gave more time by request {about}: due {ends:day} instead of {ended:day}")
    """Somebody without a part in the case said yes; it shows in the uniformity table."""
    MORE_TIME_TAKEN_BACK = Act("{actor} took request {about} for more time until {ends:day} back")
    """Whoever asked wants it no more, and nobody had ruled on it; the ask stays."""
    MORE_TIME_REFUSED = Act("{actor} did not give more time until {ends:day}, by request {about}")
    """They said no, with a reason kept sealed."""
    ACCOUNT_RULED_OUT = Act("{actor} ruled an account out as another person's, as {about}")
    """A namesake's account; which one, and why, is sealed."""
    ACCOUNT_REOPENED = Act("{actor} put account {about} in question again")
    """Somebody else said what is new; the earlier reason stays."""
    SEARCH_STOPPED = Act("{actor} stopped at {about}: {kind:stop}", "platform")
    """Something that nobody may keep was come upon; no word of what it was."""
    STOP_LIFTED = Act("{actor} let the work go on after {about}")
    """A supervisor said what was done, sealed."""
    REQUEST_REFUSED = Act("{actor} did not approve request {about} about step {step}: {kind:request}")
    """A supervisor said no, with a reason kept sealed."""

"""Fields of the pages on which records are held, and holds lifted."""

from __future__ import annotations

from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.policy.holds import HoldWords
from tracker.web.days import DayField
from tracker.web.forms import Form

_NAMELESS = "It is kept longer than the case itself, so name no candidate here."


class HoldForm(Form):
    """What is held, for which matter, on whose word, since when, and why."""

    held = StringField(
        "Case or requisition",
        [InputRequired("Enter the reference of a case or of a requisition"), Length(max=20)],
        description="Its reference, as in C-26-7KQ4M. A requisition holds every case in it, also later ones.",
    )
    matter = StringField(
        "Matter number",
        [InputRequired("Enter the number of the matter"), Length(max=40)],
        description="As in 26-114: the number of the claim, the audit or the request.",
    )
    issuer = StringField(
        "Who asked for it",
        [InputRequired("Enter who asked for the hold"), Length(max=120)],
        description="The office or the court, as in City Attorney.",
    )
    issued_on = DayField("Day it was asked for", [InputRequired("Enter the day")])
    reason = TextAreaField(
        "Why the records are held",
        [InputRequired("Write why the records are held"), Length(max=2000)],
        description=_NAMELESS,
    )

    def reference(self) -> str:
        """Return the reference of what is held as it is kept, however it was typed."""
        return (self.held.data or "").strip().upper()

    def words(self) -> HoldWords:
        """Return what was written, as the rule judges it."""
        return HoldWords(
            matter=self.matter.data or "",
            issuer=self.issuer.data or "",
            issued_on=self.issued_on.data,
            reason=self.reason.data or "",
        )


class LiftForm(Form):
    """Why a hold can be lifted."""

    reason = TextAreaField(
        "Why it can be lifted",
        [InputRequired("Write why the hold can be lifted"), Length(max=2000)],
        description=_NAMELESS,
    )

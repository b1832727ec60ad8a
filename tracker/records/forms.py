"""Fields of the pages on which records are held, holds lifted, and cases disposed of."""

from __future__ import annotations

from wtforms import BooleanField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.policy.disposal import SAY_AUTHORITY, SAY_WHY_REFUSED
from tracker.policy.holds import (
    NAME_THE_DAY,
    NAME_THE_ISSUER,
    NAME_THE_MATTER,
    SAY_WHY_HELD,
    SAY_WHY_LIFTED,
    HoldWords,
)
from tracker.web.days import DayField
from tracker.web.field_words import by_rule
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
        [InputRequired(by_rule(NAME_THE_MATTER)), Length(max=40)],
        description="As in 26-114: the number of the claim, the audit or the request.",
    )
    issuer = StringField(
        "Who asked for it",
        [InputRequired(by_rule(NAME_THE_ISSUER)), Length(max=120)],
        description="The office or the court, as in City Attorney.",
    )
    issued_on = DayField("Day it was asked for", [InputRequired(by_rule(NAME_THE_DAY))])
    reason = TextAreaField(
        "Why the records are held",
        [InputRequired(by_rule(SAY_WHY_HELD)), Length(max=2000)],
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
        [InputRequired(by_rule(SAY_WHY_LIFTED)), Length(max=2000)],
        description=_NAMELESS,
    )


class BatchForm(Form):
    """Which cases are proposed for disposal together."""

    cases = SelectMultipleField(
        "Cases",
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )


class ApprovalForm(Form):
    """That somebody looked at each case of a batch, that nothing else asks for it, and who let it go."""

    authority = StringField(
        "Authorization to destroy",
        [InputRequired(by_rule(SAY_AUTHORITY)), Length(max=300)],
        description="The form by which the state or the records officer let these records be destroyed, "
        "with its number and day, such as RC-075 or RM-3. Some states ask for it beforehand. "
        "Where the schedule asks for none, say so.",
    )
    looked = BooleanField(
        "I looked at each case of this batch, and every investigation, lawsuit, audit and request that its "
        "records are needed for is over.",
        [InputRequired("Confirm that you looked at each case")],
    )


class RefusalForm(Form):
    """Why a batch is refused, or taken back."""

    reason = TextAreaField(
        "Why", [InputRequired(by_rule(SAY_WHY_REFUSED)), Length(max=2000)], description=_NAMELESS
    )

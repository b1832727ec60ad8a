"""Fields of the pages on which somebody of a partner agency is bound to a case."""

from __future__ import annotations

from wtforms import EmailField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.accounts.forms import LOOKS_LIKE_EMAIL
from tracker.cases.partners import Agreed
from tracker.web.days import DayField
from tracker.web.forms import Form
from tracker.web.typed import count_in


class BindingForm(Form):
    """The case somebody is bound to, and the agreement; ``seen`` counts the cases that the page showed."""

    case = StringField(
        "Case",
        [InputRequired("Enter the reference of the case"), Length(max=20)],
        description="Its reference, as in C-26-7KQ4M. They can be given this case and no other.",
    )
    agreement = StringField(
        "Written agreement",
        [InputRequired("Enter the reference of the written agreement"), Length(max=120)],
        description="The reference under which both agencies keep it.",
    )
    agreed_on = DayField("Day of the agreement", [InputRequired("Enter the day of the agreement")])
    reason = TextAreaField("Why nobody of ours can search", [Length(max=2000)])
    seen = HiddenField()

    def agreed(self) -> Agreed:
        """Return what was agreed, and why."""
        return {
            "agreement": self.agreement.data or "",
            "agreed_on": self.agreed_on.data,
            "reason": self.reason.data or "",
        }

    def reference(self) -> str:
        """Return the reference of the case as it is kept, however it was typed."""
        return (self.case.data or "").strip().upper()

    def shown(self) -> int:
        """Return how many cases the page showed; -1, which fits none, where it does not say."""
        return count_in(self.seen.data)


class PartnerForm(BindingForm):
    """Somebody whom a partner agency lends."""

    name = StringField("Name", [InputRequired("Enter the person's name"), Length(max=80)])
    agency = StringField(
        "Partner agency",
        [InputRequired("Enter the name of the agency"), Length(max=80)],
        description="It stands beside the name wherever the name is shown.",
    )
    email = EmailField(
        "E-mail address",
        [InputRequired("Enter the person's e-mail address"), Length(max=254), LOOKS_LIKE_EMAIL],
        description="They sign in with it. It is kept sealed.",
    )

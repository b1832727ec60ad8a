"""Fields of the page on which days away are recorded."""

from __future__ import annotations

from wtforms import BooleanField, HiddenField
from wtforms.validators import Optional, ValidationError

from tracker.web.days import DayField
from tracker.web.forms import Form
from tracker.web.typed import count_in

NEEDED = "Enter the days, or tick that there are none"


class AwayForm(Form):
    """From when until when, or not at all; ``seen`` counts the recordings that its page showed."""

    first = DayField("First day away", [Optional()])
    last = DayField("Last day away", [Optional()])
    back = BooleanField("Not away: the days recorded before do not count any more")
    seen = HiddenField()

    def validate_back(self, field: BooleanField) -> None:
        """Take days or the tick, and not both."""
        days = any(one.data or one.errors for one in (self.first, self.last))
        if not days and not field.data:
            raise ValidationError(NEEDED)
        if days and field.data:
            raise ValidationError("Either enter days, or tick this")

    def shown(self) -> int:
        """Return how many recordings the page showed; -1, which fits none, where it does not say."""
        return count_in(self.seen.data)

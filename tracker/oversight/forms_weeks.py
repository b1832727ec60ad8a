"""What is said when a week is signed."""

from __future__ import annotations

from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length, Optional

from tracker.web.forms import Form


class SignWeekForm(Form):
    """That the openings of a week were looked at, and what came of it."""

    week = HiddenField()
    said = TextAreaField(
        "What you found out",
        [Optional(), Length(max=4000)],
        description="Whom you asked about what stands out, and what they said. Name no candidate: it is kept "
        "longer than their cases.",
    )

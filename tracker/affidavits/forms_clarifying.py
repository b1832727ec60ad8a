"""The form in which a candidate answers a question about an answer, without changing it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.policy.clarifying_answers import MOST_REPLY_WORDS
from tracker.web.forms import Form

LONGEST_REPLY = 4000


class ReplyForm(Form):
    """An answer in the candidate's own words."""

    words = TextAreaField(
        _l("Your answer"),
        [
            InputRequired(_l("Write your answer")),
            Length(
                max=LONGEST_REPLY, message=_l("Write no more than %(number)s words", number=MOST_REPLY_WORDS)
            ),
        ],
    )

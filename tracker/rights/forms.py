"""The forms of questions, answers and requests for a copy."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.policy.rights import (
    ANSWER_IN_WORDS,
    ASK_IN_WORDS,
    MOST_WORDS,
    NAME_THE_COPY,
    SAY_WHAT_WAS_GIVEN,
    TOO_MANY_WORDS,
)
from tracker.policy.words import COPY_OUTCOMES
from tracker.web.field_words import by_rule
from tracker.web.forms import Form, options
from tracker.web.typed import count_in

LONGEST = 6000


class WordsForm(Form):
    """Whatever is asked or answered here in words."""

    most_words = MOST_WORDS
    """So many, at the most, as the rule has it: the page says and counts them."""


class QuestionForm(WordsForm):
    """A candidate's question."""

    words = TextAreaField(
        _l("Your question"),
        [
            InputRequired(by_rule(ASK_IN_WORDS)),
            Length(max=LONGEST, message=by_rule(TOO_MANY_WORDS)),
        ],
    )


class CopyForm(WordsForm):
    """What a candidate wants a copy of, beyond what they gave."""

    words = TextAreaField(
        _l("What do you want a copy of?"),
        [
            InputRequired(by_rule(NAME_THE_COPY)),
            Length(max=LONGEST, message=by_rule(TOO_MANY_WORDS)),
        ],
    )


class AnswerForm(WordsForm):
    """The answer to a candidate's question; ``seen`` is how many answers stood on its page."""

    seen = HiddenField()
    words = TextAreaField(
        "Your answer",
        [
            InputRequired(ANSWER_IN_WORDS),
            Length(max=LONGEST, message=TOO_MANY_WORDS),
        ],
    )
    looked = BooleanField("I looked at these words again, and they can be sent")
    hinted = False
    """Whether the words may touch a protected characteristic, so that the tick is asked for."""

    @property
    def answers(self) -> int:
        """Return how many answers the writer saw; -1 for what makes no sense."""
        return count_in(self.seen.data)


class CopyAnswerForm(WordsForm):
    """What was given on a request for a copy."""

    outcome = RadioField(
        "What was given",
        [InputRequired("Choose what was given")],
        choices=options((one.value, words) for one, words in COPY_OUTCOMES.items()),
    )
    words = TextAreaField(
        "What was given, how, and on what ground the rest was not",
        [
            InputRequired(SAY_WHAT_WAS_GIVEN),
            Length(max=LONGEST, message=TOO_MANY_WORDS),
        ],
    )

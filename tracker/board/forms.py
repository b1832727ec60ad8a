"""Forms of the board."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from wtforms import BooleanField, Field, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from tracker.board.deciding import Verdict, grounds_in_words
from tracker.board.ties import AskedAbout
from tracker.policy.relied import NO_OWN_SEARCH, PublishedFinding
from tracker.policy.seat_ties import TIE_ANSWERS
from tracker.policy.vocabulary import ConflictAnswer, Outcome
from tracker.policy.words import OUTCOMES
from tracker.web.days import WholeNumberField
from tracker.web.forms import Form, options

_TIE = "tie_"
_FINDING = "finding_"
ANSWERS = {"no": "No", "yes": "Yes"}
OTHER_GROUNDS = "Other job-related grounds"
ON_NO_FINDING = "Only what rests on none of these findings. Then choose Yes below, and say what informed it."


def _one_of(choices: Mapping[Any, str], message: str) -> list[Any]:
    return [InputRequired(message), AnyOf([str(choice) for choice in choices], message)]


class TickedField(BooleanField):
    """A box ticked by what the page sends for it, and by nothing else: it stands for a word given."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Take a tick for a tick alone."""
        self.data = list(valuelist) == ["y"]


class DutiesForm(Form):
    """One button; the duties are on the page."""


class TiesForm(DutiesForm):
    """The duties, with a question about each candidate whose packet waits for a member's answer."""

    def answers(self) -> dict[str, ConflictAnswer]:
        """Return what was answered, by the name of its field."""
        return {one.name: ConflictAnswer(one.data) for one in self.asked}

    @property
    def asked(self) -> tuple[Field, ...]:
        """Return the questions, in the order of the docket."""
        return tuple(one for one in self if one.name.startswith(_TIE))


def ties_form(asked: Sequence[AskedAbout]) -> TiesForm:
    """Return the form of the duties that asks about these candidates."""
    fields = {
        tie_field(one.packet): RadioField(
            one.candidate,
            choices=options(TIE_ANSWERS.items()),
            default=ConflictAnswer.UNSURE.value if one.unsure else None,
            validators=_one_of(TIE_ANSWERS, f"Say whether you have a tie to {one.candidate}"),
            validate_choice=False,
        )
        for one in asked
    }
    made: type[TiesForm] = type("TiesForm", (TiesForm,), fields)
    return made()


def tie_field(packet: str) -> str:
    """Return the name of the question about the candidate of a packet."""
    return _TIE + packet.replace("-", "_")


class ReadForm(Form):
    """What a member says who has read a packet; the rule asks for it."""

    no_own_search = TickedField(NO_OWN_SEARCH)


_ORDER = {"outcome": 1, "finding": 2, "grounds": 3, "outside": 4, "explanation": 5, "no": 6}
"""In which order the page asks, by the first word of a field's name."""


class DecisionForm(ReadForm):
    """The board's outcome, its job-related grounds with what they rest on, and what else informed it."""

    outcome = RadioField(
        "What did the board decide?",
        choices=options(OUTCOMES.items()),
        validators=_one_of(OUTCOMES, "Choose what the board decided"),
        validate_choice=False,
    )
    grounds = SelectMultipleField(
        "Job-related grounds",
        description="At least one when the candidate does not go on.",
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    outside = RadioField(
        "Did anything outside this packet inform it?",
        choices=options(ANSWERS.items()),
        validators=_one_of(ANSWERS, "Say whether anything outside this packet informed it"),
        validate_choice=False,
    )
    explanation = TextAreaField(
        "What informed it besides the packet",
        description="Where you chose Yes, say what it was. Seen by the board and by auditors.",
        validators=[Length(max=2000, message="Write at most 2,000 characters")],
    )

    seen = WholeNumberField(widget=HiddenInput(), default=0)
    """How many decisions the page showed."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the agency's job dimensions as grounds."""
        super().__init__(*args, **kwargs)
        self.grounds.choices = options(grounds_in_words().items())
        if self.linked:
            self.grounds.label.text = OTHER_GROUNDS
            self.grounds.description = ON_NO_FINDING

    def __iter__(self) -> Iterator[Field]:
        """Go through the fields in the order of the page, in which errors are told too."""
        fields: list[Field] = list(super().__iter__())
        return iter(sorted(fields, key=lambda one: _ORDER.get(one.name.split("_")[0], 0)))

    @property
    def linked(self) -> tuple[SelectMultipleField, ...]:
        """Return the questions which grounds rest on a finding, in the order of the findings."""
        return tuple(cast(SelectMultipleField, one) for one in self if one.name.startswith(_FINDING))

    def verdict(self) -> Verdict:
        """Return what was chosen and written, whether or not it is enough."""
        outcome, outside, chosen = self.outcome.data, self.outside.data, self.grounds.data or ()
        links = tuple(
            (int(one.name.removeprefix(_FINDING)), ground)
            for one in self.linked
            for ground in dict.fromkeys(one.data or ())
        )
        return Verdict(
            outcome=Outcome(outcome) if outcome in set(Outcome) else None,
            grounds=tuple(dict.fromkeys((*chosen, *(ground for _, ground in links)))),
            outside=outside == "yes" if outside in ANSWERS else None,
            explanation=self.explanation.data or "",
            links=links,
            no_own_search=bool(self.no_own_search.data),
        )


def decision_form(findings: Sequence[PublishedFinding]) -> DecisionForm:
    """Return the form of a decision on a packet with these findings; a tick under one chooses its ground."""
    fields = {f"{_FINDING}{one.number}": _rests_on(one) for one in findings}
    made: type[DecisionForm] = type("DecisionForm", (DecisionForm,), fields)
    return made()


def _rests_on(finding: PublishedFinding) -> SelectMultipleField:
    """Return the question of one finding: what it bears on, or every ground where the list changed since."""
    grounds = grounds_in_words()
    own = {code: name for code, name in grounds.items() if name == finding.bears_on}
    told = {code: f"Relied on, for: {name}" for code, name in (own or grounds).items()}
    return SelectMultipleField(
        f"Finding {finding.number}" + (f": {finding.direction}" if finding.direction else ""),
        description=finding.statement,
        choices=options(told.items()),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )

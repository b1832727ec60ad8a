"""Fields of the pages about drafts of protocols: one step a page, and what counsel says."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from tracker.editions.shelf import editions
from tracker.policy.definitions import StepDefinition
from tracker.policy.protocol_lint import not_supplied
from tracker.policy.vocabulary import Method
from tracker.policy.wording import capital
from tracker.policy.words import METHODS
from tracker.web.days import WholeNumberField
from tracker.web.forms import Form, options

NAMES = (
    "{name}, {other_name}, {handle} and {email} stand for the candidate's own words. "
    "[town], [employer] and [school] are filled in by hand."
)
MOST_LINES = 20
"""Queries or places of one step, at the most."""
LONGEST_LINE = 200
"""Signs of one of them."""


def lines_of(text: str | None) -> tuple[str, ...]:
    """Return the lines of a text that say something, each once."""
    return tuple(dict.fromkeys(line.strip() for line in (text or "").splitlines() if line.strip()))


def lines_in_bounds(_form: Form, field: Field) -> None:
    """Say that there are too many lines, or one that is too long."""
    found = lines_of(field.data)
    if len(found) > MOST_LINES:
        raise ValidationError(f"Write at most {MOST_LINES} lines")
    if any(len(line) > LONGEST_LINE for line in found):
        raise ValidationError(f"Write at most {LONGEST_LINE} characters in a line")


def names_supplied(_form: Form, field: Field) -> None:
    """Refuse what nothing fills in."""
    unknown = [name for query in lines_of(field.data) for name in not_supplied(query)]
    if unknown:
        raise ValidationError(f"Nothing supplies {unknown[0]}. {NAMES}")


class StepForm(Form):
    """One step of a draft."""

    title = StringField("Title", [InputRequired("Enter a title"), Length(max=120)])
    section = SelectField("Section", description="In another section the step comes last there.")
    why = TextAreaField(
        "Why it is done", [InputRequired("Write why it is done for every candidate"), Length(max=1000)]
    )
    method_text = TextAreaField(
        "What to do",
        [InputRequired("Write what is to be done"), Length(max=2000)],
        description="The same for everybody: not “if suspicious”, not “as needed”.",
    )
    queries = TextAreaField(
        "Queries, one in a line",
        [InputRequired("Write at least one query"), lines_in_bounds, names_supplied],
        description=NAMES,
    )
    places = TextAreaField(
        "Places, one in a line", [InputRequired("Write at least one place"), lines_in_bounds]
    )
    methods = SelectMultipleField(
        "Methods",
        [InputRequired("Tick at least one method")],
        choices=options((method.value, capital(METHODS[method])) for method in Method),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    expected_searches = WholeNumberField(
        "Searches at least",
        [InputRequired("Enter how many searches are expected"), NumberRange(1, 20, "Enter 1 to 20")],
    )
    platform = SelectField("Platform", description="Ties the step to the accounts declared there.")
    evidence = TextAreaField(
        "What is kept",
        [InputRequired("Write what is kept of what is seen"), Length(max=1000)],
        description="For example: the page as it was, with its address and the time.",
    )
    required = BooleanField("Every case needs it, done or excused")
    seen = WholeNumberField(widget=HiddenInput(), default=0)

    def offer(self, sections: Iterable[str]) -> None:
        """Offer the sections of the protocol and the platforms."""
        self.section.choices = options((one, one) for one in sections)
        listed = ((one.key, one.name) for one in editions().platforms())
        self.platform.choices = options((("", "No single platform"), *listed))

    def step(self, code: str) -> StepDefinition:
        """Return the step as it was typed."""
        return StepDefinition(
            code=code,
            section=self.section.data or "",
            title=(self.title.data or "").strip(),
            why=(self.why.data or "").strip(),
            method_text=(self.method_text.data or "").strip(),
            queries=lines_of(self.queries.data),
            places=lines_of(self.places.data),
            methods=tuple(map(Method, self.methods.data or ())),
            required=bool(self.required.data),
            expected_searches=self.expected_searches.data or 1,
            platform=self.platform.data or "",
            evidence=(self.evidence.data or "").strip(),
        )


def as_typed(step: StepDefinition, seen: int) -> dict[str, object]:
    """Return a step as its form shows it."""
    return {
        "title": step.title,
        "section": step.section,
        "why": step.why,
        "method_text": step.method_text,
        "queries": "\n".join(step.queries),
        "places": "\n".join(step.places),
        "methods": [method.value for method in step.methods],
        "expected_searches": step.expected_searches,
        "platform": step.platform,
        "evidence": step.evidence,
        "required": step.required,
        "seen": seen,
    }


class MoveForm(Form):
    """Where a step goes, or that it goes; the page says which."""

    way = HiddenField()
    seen = WholeNumberField(widget=HiddenInput(), default=0)


class ReturnForm(Form):
    """What counsel says of a draft that is returned."""

    words = TextAreaField(
        "What is to change",
        [Length(max=2000)],
        description="About the wording alone, and no candidate. Whoever reads protocols reads it.",
    )

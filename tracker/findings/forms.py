"""Fields of the pages about findings, evidence notes and captures."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from wtforms import (
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.clock import agency_zone
from tracker.findings.labels import REASONS
from tracker.policy.finding import STATEMENT_WORDS
from tracker.policy.finding_words import ATTRIBUTIONS, DIRECTIONS
from tracker.policy.posting import ABOUT, About
from tracker.web.days import DayField
from tracker.web.forms import Form, options

ZONES = {
    "America/New_York": "Eastern",
    "America/Chicago": "Central",
    "America/Denver": "Mountain",
    "America/Phoenix": "Arizona",
    "America/Los_Angeles": "Pacific",
    "America/Anchorage": "Alaska",
    "Pacific/Honolulu": "Hawaii",
    "UTC": "UTC",
}
"""The zones that a capture's clock may have shown, by their names."""

LONG, SHORT = 6000, 500
FIRST_YEAR, LAST_YEAR = 2000, 2999


def zones() -> dict[str, str]:
    """Return the zones to choose from; the agency's own is among them wherever it lies."""
    own = agency_zone().key
    return ZONES if own in ZONES else {own: own.rpartition("/")[2].replace("_", " ")} | ZONES


def at_most(count: int) -> Length:
    """Keep a text to so many characters."""
    return Length(max=count, message=f"Keep to {count:,} characters")


def web_link(_form: Form, field: Field) -> None:
    """Take a link only if it is one that a browser opens."""
    text = field.data or ""
    try:
        parts = urlsplit(text)
        opens = parts.scheme in ("http", "https") and bool(parts.netloc) and not any(map(str.isspace, text))
    except ValueError:
        opens = False
    if text and not opens:
        raise ValidationError("Enter a link that begins with https:// or http://")


def of_our_time(_form: Form, field: Field) -> None:
    """Take only moments that a capture can have."""
    if field.data is not None and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
        raise ValidationError("Enter the day and time, such as 2026-03-09 14:40")


def one_of(message: str) -> Any:
    """Take only what the field offers, and say in our words what to do otherwise."""

    def check(_form: Form, field: Any) -> None:
        offered = {str(value) for value, *_ in field.choices}
        given = field.data if isinstance(field.data, list) else [field.data or ""]
        if not set(given) <= offered - {""}:
            raise ValidationError(message)

    return check


class TicksField(SelectMultipleField):
    """Several things of a list, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class FindingForm(Form):
    """A finding, with the observed fact apart from the statement for the board (Hampton C.2)."""

    search = SelectField("The search that led to this", validate_choice=False)
    observed = TextAreaField(
        "What was seen",
        [InputRequired("Write what was seen, as a fact"), at_most(LONG)],
        description="The fact alone: what, where, when. It stays in the file, and the board never reads it.",
    )
    statement = TextAreaField(
        "Statement for the board",
        [at_most(LONG)],
        description=(
            "In fresh words, without names, handles, links or anything protected. You can write it later."
        ),
    )
    dimension = SelectField("Job dimension", validate_choice=False)
    relevance = TextAreaField(
        "Why it matters for the job",
        [at_most(LONG)],
        description="If it does not matter for the job, leave it as a search result.",
    )
    direction = RadioField(
        "Which way it points",
        [one_of("Choose which way it points")],
        choices=options((one.value, words) for one, words in DIRECTIONS.items()),
        validate_choice=False,
    )
    attribution = RadioField(
        "What the candidate had to do with it",
        [one_of("Choose what the candidate had to do with it")],
        choices=options((one.value, words) for one, words in ATTRIBUTIONS.items()),
        validate_choice=False,
    )
    identifiers = TextAreaField(
        "What ties the account to the candidate",
        [
            InputRequired("Write what ties the account to the candidate, one identifier on a line"),
            at_most(LONG),
        ],
        description="One identifier on a line. It takes two independent ones before anything is released.",
    )
    posted_on = DayField(
        "Day it was posted",
        [Optional()],
        description="Where only the month or year is known, any day of it. Empty if it cannot be told.",
    )
    posted_about = RadioField(
        "How exactly is that known?",
        [Optional(), one_of("Choose how exactly it is known")],
        choices=options((one.value, words) for one, words in ABOUT.items()),
        default=About.DAY.value,
        validate_choice=False,
    )
    source_link = StringField(
        "Link where it was seen", [at_most(2000), web_link], description="The very post, where there is one."
    )
    no_source_reason = TextAreaField(
        "Or why there is no link", [at_most(LONG)], description="For example: shown in a session together."
    )
    captures = TicksField("Captures that show it", validate_choice=False)
    no_capture_reason = TextAreaField(
        "Why there is no capture, if there is none",
        [at_most(LONG)],
        description="For example: the post is gone. Before release there is a capture, or this reason.",
    )
    seen = HiddenField()
    draft = HiddenField()

    @property
    def words(self) -> int:
        """Return how many words a statement may have."""
        return STATEMENT_WORDS


class NoteForm(Form):
    """An evidence note: sealed, added to and never changed, and never for the board."""

    text = TextAreaField("Note", [InputRequired("Write the note"), at_most(4 * LONG)])


class ReasonForm(Form):
    """Why sealed evidence is opened."""

    reason = RadioField(
        "Why do you open it?",
        [one_of("Choose why you open it")],
        choices=options((one.value, words) for one, words in REASONS.items()),
        validate_choice=False,
        description="The reason is recorded before anything is shown.",
    )


class LinkForm(Form):
    """A finding that a capture shows."""

    finding = SelectField("Finding", [one_of("Choose a finding")], validate_choice=False)

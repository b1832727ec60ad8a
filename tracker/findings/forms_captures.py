"""Fields of the page that takes captures in: said of all files, and apart of those that differ."""

from __future__ import annotations

from typing import Any

from wtforms import (
    BooleanField,
    Field,
    FieldList,
    FormField,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Optional, ValidationError

from tracker.findings.forms import LONG, SHORT, at_most, of_our_time, one_of, web_link, zones
from tracker.policy.arrivals import unread_lines
from tracker.policy.words import SIGNED_IN
from tracker.web.forms import Form, Part, options
from tracker.web.moments import MomentField

MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"]
GROUPS_APART = 4
"""So many groups of files can be described apart from the first, on one page."""
OWN_DIGEST = "Fingerprints that the tool gave"
DIGEST_HINT = (
    "SHA-256, one on a line; with the file's name where there are several. Leave it empty if there is none."
)


def digests(_form: Any, field: Field) -> None:
    """Take only lines that hold a SHA-256."""
    lines = unread_lines(field.data or "")
    if lines:
        raise ValidationError(f"Line {lines[0]} holds no SHA-256: 64 digits and letters from a to f")


class ApartPart(Part):
    """Files that are described apart from the first ones; what is left empty is as said of those."""

    files = MultipleFileField("Files")
    shows = TextAreaField("What they show", [at_most(LONG)])
    source_link = StringField("Link where they were captured", [at_most(2000), web_link])
    no_source_reason = StringField("Or why there is no link", [at_most(SHORT)])
    captured_at = MomentField(
        "When they were captured", [Optional(), of_our_time], format=MOMENTS, other_clock=True
    )
    captured_zone = SelectField(
        "Zone of that clock",
        choices=lambda: options([("", "As said above"), *zones().items()]),
        validate_choice=False,
    )
    tool = StringField("Tool", [at_most(SHORT)])
    signed_in = SelectField(
        "Was anybody signed in?",
        choices=options([("", "As said above"), *((one.value, words) for one, words in SIGNED_IN.items())]),
        validate_choice=False,
    )
    own_sha256 = TextAreaField(OWN_DIGEST, [at_most(LONG), digests])
    own_sha256_note = StringField("Why they differ, if they do", [at_most(SHORT)])


class CaptureForm(Form):
    """Captures that are added together: what they show, where, when and how they were made."""

    source_link = StringField(
        "Link where it was captured",
        [at_most(2000), web_link],
        description="The address that the browser showed.",
    )
    no_source_reason = StringField("Or why there is no link", [at_most(SHORT)])
    shows = TextAreaField(
        "What it shows",
        [InputRequired("Write what the capture shows, as a fact"), at_most(LONG)],
        description="One sentence, as a fact.",
    )
    captured_at = MomentField(
        "When it was captured",
        [InputRequired("Enter when it was captured"), of_our_time],
        format=MOMENTS,
        description=(
            "Day and time on the clock of the device. Of a time that it showed twice, in the night it went "
            "back, the first is meant; for the second, enter it in UTC."
        ),
        other_clock=True,
    )
    captured_zone = SelectField(
        "Zone of that clock",
        [one_of("Choose the zone of the clock")],
        choices=lambda: options(zones().items()),
        validate_choice=False,
    )
    tool = StringField(
        "Tool",
        [InputRequired("Name the tool that the capture was made with"), at_most(SHORT)],
        description="For example SingleFile in Firefox, ArchiveWeb.page, or the screenshot of the system.",
    )
    signed_in = RadioField(
        "Was anybody signed in?",
        [one_of("Say whether anybody was signed in")],
        choices=options((one.value, words) for one, words in SIGNED_IN.items()),
        validate_choice=False,
    )
    department_device = BooleanField(
        "It was captured on a department device",
        description="A device of your own needs the Chief's written permission.",
    )
    files = MultipleFileField("Files")
    own_sha256 = TextAreaField(OWN_DIGEST, [at_most(LONG), digests], description=DIGEST_HINT)
    own_sha256_note = StringField(
        "Why they differ, if they do",
        [at_most(SHORT)],
        description="The file is kept as it came, with your reason beside it.",
    )
    apart = FieldList(FormField(ApartPart), min_entries=GROUPS_APART, max_entries=GROUPS_APART)
    file_name = HiddenField()
    group = HiddenField()
    draft = HiddenField()

"""The one form of the style guide: a field of every kind."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs describe 3.2
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget


class SampleForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A field of every kind, each with the words it uses when it is left empty."""

    handle = StringField(
        "Username or profile link",
        [InputRequired("Enter your username for Instagram, or choose I do not remember it")],
        description="Paste the link or write the name people see, for example @marisol.",
    )
    nickname = StringField("Other names you use there", [Optional(), Length(max=80)])
    stopped = DateField(
        "Day you stopped", [InputRequired("Enter the day you stopped, for example 3 12 2025")]
    )
    place = SelectField(
        "Place",
        [InputRequired("Choose where you searched")],
        choices=[
            SelectChoice("", "Choose a place"),
            SelectChoice("instagram", "Instagram"),
            SelectChoice("search-engine", "Search engine"),
        ],
    )
    kind = RadioField(
        "Who uses this account?",
        [InputRequired("Choose who uses this account")],
        choices=[
            SelectChoice("me", "Only me"),
            SelectChoice("shared", "Shared with others"),
            SelectChoice("page", "A page I run"),
        ],
        description="Choose one. You can change it until you sign.",
    )
    identifiers = SelectMultipleField(
        "What shows that the account is theirs?",
        [InputRequired("Choose at least two identifiers")],
        choices=[
            SelectChoice("name", "Name"),
            SelectChoice("photo", "Photograph"),
            SelectChoice("town", "Town"),
            SelectChoice("listed", "Listed in the affidavit"),
        ],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    story = TextAreaField(
        "Your answer",
        [Length(max=10, message="Your answer must be 350 words or fewer")],
        description="Write what you want the hiring board to know.",
    )
    capture = FileField("Capture", [FileRequired("Choose the file of the capture")])
    meant = BooleanField(
        "I mean this as my signature", [InputRequired("Tick the box to show you mean this as your signature")]
    )

"""What is typed says something that shows, and what stands on one line is one line."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired

from tracker.web.forms import Form
from tracker.web.typed import as_text, count_in, number_in


class Named(Form):
    """A name, and words about it."""

    name = StringField("Name", validators=[InputRequired("Enter a name")])
    about = TextAreaField("About", validators=[InputRequired("Write a few words")])


def _sent(app: Flask, **typed: str) -> Named:
    with app.test_request_context(method="POST", data=typed):
        form = Named(meta={"csrf": False})
        form.validate()
        return form


@pytest.mark.parametrize(
    "nothing", ["", "   ", "\u00a0", "\u200b \u200b", "\u2800", "\u3164", "\u202e", "\r\n"]
)
def test_what_shows_nothing_is_nothing(app: Flask, nothing: str) -> None:
    form = _sent(app, name=nothing, about=nothing)
    assert form.errors == {"name": ["Enter a name"], "about": ["Write a few words"]}


def test_a_line_is_one_line_read_in_one_order(app: Flask) -> None:
    form = _sent(app, name=" Dana\u202eRuiz\r\nBcc: x@y.example ", about=" One.\r\n\r\nTwo. ")
    assert form.name.data == "DanaRuiz Bcc: x@y.example"
    assert form.about.data == "One.\r\n\r\nTwo."


def test_writings_of_every_kind_stay_as_they_are() -> None:
    written = {"name": "Siân \u0644\u0627 नमस्\u200dते 👩\u200d🚒", "empty": "\u200b"}
    assert as_text(MultiDict(written), ()) == MultiDict(written | {"empty": ""})


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12345678", 12_345_678),
        ("123456789", None),
        ("-1", None),
        ("٣", None),
        ("²", None),
        ("", None),
    ],
)
def test_a_number_is_written_in_few_plain_digits(text: str, number: int | None) -> None:
    assert number_in(text) == number
    assert count_in(text) == (-1 if number is None else number)
    assert number_in(None) is None

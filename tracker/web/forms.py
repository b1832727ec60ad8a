"""The base of every form: keeps what was typed, and never takes a password for anything."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import g
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    DateTimeField,
    HiddenField,
    IntegerField,
    PasswordField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs describe 3.2

from tracker.policy.affidavit import looks_like_password
from tracker.policy.answers import Refused
from tracker.web.formats import said


class Form(FlaskForm):
    """A form whose text fields are trimmed, and refuse text that looks like a password (Hamden D.4).

    Such text is not kept anywhere, not even for showing the form again (R-03).
    """

    class Meta(FlaskForm.Meta):
        """Trim what is typed."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Give text fields a filter that trims."""
            if unbound_field.field_class in (StringField, TextAreaField):
                filters = (*unbound_field.kwargs.get("filters", ()), _trimmed)
                return unbound_field.bind(form=form, **(options | {"filters": filters}))
            return unbound_field.bind(form=form, **options)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and that none of them holds what looks like a password."""
        sound = bool(super().validate(extra_validators))
        for field in self._written():
            if self.screens(field) and looks_like_password(field.data or ""):
                field.data = ""
                field.errors = [PASSWORD_REFUSED]
                sound = False
        sound = self._without_passwords_elsewhere() and sound
        g.written = [(str(field.label.text), field.data) for field in self._written() if field.data]
        return sound

    def _without_passwords_elsewhere(self) -> bool:
        """Empty fields of days and numbers, which would show again what was typed, where it is a password."""
        sound = True
        for field in self:
            takes_none = isinstance(field, DateTimeField | IntegerField)
            if takes_none and any(looks_like_password(str(one)) for one in field.raw_data or ()):
                field.data, field.raw_data, field.errors = None, [], [PASSWORD_REFUSED]
                sound = False
        return sound

    def _written(self) -> list[Any]:
        """Return the fields in which somebody writes words; passwords and what the page holds are not."""
        return [
            field
            for field in self
            if isinstance(field, StringField) and not isinstance(field, PasswordField | HiddenField)
        ]

    def screens(self, _field: Any) -> bool:
        """Say whether a text field is looked at; only a form that asked its writer back may answer no."""
        return True


PASSWORD_REFUSED = _l(
    "That looks like a password. We did not save it. We never need your password. "
    "If you use that password, change it now. If someone here asked you for it, tell us."
)


class DayField(DateField):
    """A day; what is no day is said in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day that was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_l("Enter a day such as 2026-03-09")) from error

    @property
    def day(self) -> date:
        """Return the day of a form that was accepted."""
        if self.data is None:
            raise ValueError(f"{self.name} holds no day")
        return self.data


class WholeNumberField(IntegerField):
    """A whole number of at most nine digits; what is none is said in the field's own words."""

    said = "Enter a number in digits, such as 2"

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number that was typed."""
        try:
            if valuelist and len(valuelist[0].strip()) > LONGEST_NUMBER:
                raise ValueError
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(self.said) from error


LONGEST_NUMBER = 9


def written() -> list[tuple[str, str]]:
    """Return what somebody wrote into the form of this request, by the labels of its fields."""
    return list(g.get("written", ()))


def options(choices: Iterable[tuple[str, Any]]) -> list[Any]:
    """Return the values and words of a choice in the shape that fields take."""
    return [SelectChoice(value, words) for value, words in choices]


def explain(form: Form, refusal: Refused) -> None:
    """Put the sentences of a refusal at the head of the form that mends it; what was typed stays."""
    form.form_errors.extend(said(unmet.sentence) for unmet in refusal.unmet)


def _trimmed(text: str | None) -> str | None:
    return text.replace("\0", "").strip() if isinstance(text, str) else text

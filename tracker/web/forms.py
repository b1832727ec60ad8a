"""The base of every form: keeps what was typed, and never takes a password for anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import wtforms
from flask import g
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from markupsafe import Markup
from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import (
    DateTimeField,
    FieldList,
    FileField,
    FormField,
    HiddenField,
    IntegerField,
    MultipleFileField,
    PasswordField,
    StringField,
    TextAreaField,
)
from wtforms.csrf.core import CSRFTokenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs describe 3.2

from tracker.policy.affidavit import PASSWORD_TOLD
from tracker.policy.answers import KEPT_AS_SAVED, Overtaken, Refused, Unmet
from tracker.policy.clauses import Clause
from tracker.policy.passwords import MOST_SIGNS, looks_like_password, too_much_to_screen
from tracker.web import refilling
from tracker.web.field_words import OwnWords
from tracker.web.formats import said
from tracker.web.typed import as_text, in_a_line, trimmed

TYPED_IN = {StringField: in_a_line, TextAreaField: trimmed}
"""The fields that people type into, and what becomes of what they type."""


class Fields:
    """How fields behave in every form: they trim what is typed, and speak in our words."""

    def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
        """Give text fields a filter that trims, or that makes one line of what stands on one."""
        found = TYPED_IN.get(unbound_field.field_class)
        if found is not None:
            filters = (*unbound_field.kwargs.get("filters", ()), found)
            return unbound_field.bind(form=form, **(options | {"filters": filters}))
        return unbound_field.bind(form=form, **options)

    def get_translations(self, _form: Any) -> OwnWords:
        """Return what says the library's sentences in our words."""
        return OwnWords()


class Part(wtforms.Form):
    """A form within a form: one of several alike."""

    cited: tuple[Clause, ...] = ()

    class Meta(Fields):
        """Behave as in every form."""


class Form(FlaskForm):
    """A form whose text fields are trimmed, and refuse text that looks like a password (Hamden D.4).

    Such text is not kept anywhere, not even for showing the form again (R-03).
    """

    cited: tuple[Clause, ...] = ()
    """The clauses of the rules that did not accept it, which its head names."""

    class Meta(Fields, FlaskForm.Meta):
        """Behave as in every form, and carry a token."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Take what was sent but for what no field or page is for: files for words, rows in no place."""
            taken = super().wrap_formdata(form, refilling.typed_before(form) or formdata)
            if taken is None:
                return None
            taken = as_text(taken, {field.name for field in form if isinstance(field, PasswordField)})
            files = {field.name for field in form if isinstance(field, FileField | MultipleFileField)}
            rows = [field.name for field in form if isinstance(field, FieldList)]
            return MultiDict(
                (name, value)
                for name, value in taken.items(multi=True)
                if (name in files or not isinstance(value, FileStorage)) and _in_its_place(name, rows)
            )

    @property
    def untouched(self) -> bool:
        """Say whether nobody typed anything into this form yet, neither now nor before a time-out."""
        return not self.is_submitted() and refilling.refill_of(self) is None

    def hidden_tag(self, *fields: Any) -> Markup:
        """Return the hidden fields; one more where what is saved with them was kept before."""
        return Markup("{}{}").format(super().hidden_tag(*fields), refilling.mark(self))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and that none of them holds what looks like a password."""
        sound = bool(super().validate(extra_validators))
        sound = self.screen() and sound
        g.written = self
        return sound

    def screen(self) -> bool:
        """Empty every field that holds what looks like a password, and say whether there was none."""
        sound = True
        for field in self._written():
            if too_much_to_screen(field.data or ""):  # it is neither read nor kept before it is shorter
                field.errors, sound = field.errors or [TOO_MUCH], False
            elif self.screens(field) and looks_like_password(field.data or ""):
                field.data, field.errors, sound = "", [PASSWORD_REFUSED], False
        return self._without_passwords_elsewhere() and sound

    def _without_passwords_elsewhere(self) -> bool:
        """Empty days, numbers and hidden fields, which would show it again, where a password was sent."""
        sound = True
        for field in single(self):
            hidden = isinstance(field, HiddenField) and not isinstance(field, CSRFTokenField)
            shown_again = hidden or isinstance(field, DateTimeField | IntegerField)
            if shown_again and any(looks_like_password(str(one)) for one in field.raw_data or ()):
                field.data, field.raw_data, field.errors = "" if hidden else None, [], [PASSWORD_REFUSED]
                sound = False
        return sound

    def _written(self) -> list[Any]:
        """Return the fields in which somebody writes words; passwords and what the page holds are not."""
        return [
            field
            for field in single(self)
            if isinstance(field, StringField) and not isinstance(field, PasswordField | HiddenField)
        ]

    def screens(self, _field: Any) -> bool:
        """Say whether a text field is looked at; only a form that asked its writer back may answer no."""
        return True


PASSWORD_REFUSED = _l(PASSWORD_TOLD.sentence)
TOO_MUCH = _l("Keep to %(max)d characters", max=MOST_SIGNS)


def form_at_hand() -> Form | None:
    """Return the form of this request that was looked at, with the choices that its page offered."""
    form = g.get("written")
    return form if isinstance(form, Form) else None


def _in_its_place(name: str, rows: Iterable[str]) -> bool:
    """Say whether what is sent for one of several rows tells its place in at most four plain digits."""
    row = next((row for row in rows if name.startswith(f"{row}-")), "")
    place = name[len(row) + 1 :].partition("-")[0]
    return not row or (place.isascii() and place.isdigit() and len(place) <= LONGEST_PLACE)


LONGEST_PLACE = 4


def single(fields: Iterable[Any]) -> Iterator[Any]:
    """Return fields one by one, those of the forms within a form among them."""
    for field in fields:
        if isinstance(field, FieldList | FormField):
            yield from single(field)
        else:
            yield field


def options(choices: Iterable[tuple[str, Any]]) -> list[Any]:
    """Return the values and words of a choice in the shape that fields take."""
    return [SelectChoice(value, words) for value, words in choices]


OVERTAKEN = _l(
    "Somebody else saved this while you were typing. Nothing of theirs was overwritten, and nothing of yours "
    "is saved yet. What you typed is still here: compare it with what is there now, then save again."
)


NOT_DONE = (Refused, Overtaken)
"""What keeps an act from being done that its page can say: a rule, or somebody who was first."""


def explain(form: Form, why: Refused | Overtaken) -> None:
    """Say why an act was not done, beside the field that it is about or at the form's head.

    What was typed stays in the form.
    """
    if isinstance(why, Refused):
        form.form_errors.extend(said(one.sentence) for one in why.unmet if not put_beside(form, one))
    else:
        form.form_errors.append(OVERTAKEN)
        form.cited = (*form.cited, KEPT_AS_SAVED)


def put_beside(form: Form, unmet: Unmet) -> bool:
    """Put a sentence beside the field that its rule names (``field:grounds``); tell whether it names one.

    A field that says something already says no more. The head of the form names the clause either way.
    """
    if unmet.clause is not None and unmet.clause not in form.cited:
        form.cited = (*form.cited, unmet.clause)
    kind, _, name = unmet.fix.partition(":")
    if kind != "field" or name not in form:
        return False
    form[name].errors = form[name].errors or [said(unmet.sentence)]
    return True


def put_all_beside(form: Form, unmet: Iterable[Unmet]) -> None:
    """Put what rules lack beside their fields in a form not accepted, so that all is mended in one go."""
    for one in unmet:
        put_beside(form, one)

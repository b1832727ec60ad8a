"""No sentence of the library behind the forms reaches a page: fields speak in our words."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from inspect import signature
from pathlib import Path

import flask_wtf.file
import pytest
import wtforms
import wtforms.csrf.core
import wtforms.csrf.session
from flask import Flask
from werkzeug.datastructures import MultiDict

import tracker
from tests.factories.requisitions import MEMBERS, drawn_up, hr
from tests.pages.filled import form_on, text_of, values_of
from tests.people import People
from tracker.policy.actors import Role
from tracker.web.field_words import WORDS
from tracker.web.forms import Form, Part

SPEAKERS = [
    *sorted(Path(str(wtforms.__file__)).parent.rglob("*.py")),
    Path(flask_wtf.file.__file__),
]
ODD = ("", "\x00", "no such thing", "9" * 40, "x" * 30_000, "-1", "2026-99-99")


def spoken() -> Iterator[str]:
    """Every sentence that the library has translated before it is shown; of two that count the later one."""
    for path in SPEAKERS:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            place = {"gettext": 0, "ngettext": 1}.get(node.func.attr)
            if place is not None and isinstance(node.args[place], ast.Constant):
                yield str(node.args[place].value)  # type: ignore[attr-defined]  # a constant, as just seen


def test_we_have_words_for_each_sentence_of_the_library() -> None:
    found = set(spoken())
    assert len(found) > 30
    assert found - set(WORDS) == set()


def test_our_words_are_not_the_librarys(app: Flask) -> None:
    with app.test_request_context():
        for theirs, ours in WORDS.items():
            assert str(ours) != theirs
            assert "alid" not in str(ours)


def every_form() -> list[type[wtforms.Form]]:
    for module in pkgutil.walk_packages(tracker.__path__, "tracker."):
        if ".forms" in module.name:
            importlib.import_module(module.name)
    found, left = [], [Form, Part]
    while left:
        below = left.pop().__subclasses__()
        found += below
        left += below
    return [form for form in found if form.__module__.startswith("tracker.")]


def test_there_are_no_forms_besides() -> None:
    """A form that is not built on ours would speak in the library's words."""
    for path in Path(str(tracker.__file__)).parent.rglob("*.py"):
        if (
            path.name in ("styleguide_forms.py",)
            or path == Path(str(tracker.__file__)).parent / "web/forms.py"
        ):
            continue
        text = path.read_text("utf-8")
        assert "(FlaskForm)" not in text, path
        assert "(wtforms.Form)" not in text, path


@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.__name__)
def test_no_form_says_anything_in_the_librarys_words(app: Flask, form: type[wtforms.Form]) -> None:
    theirs = {said.partition("%")[0].partition("{")[0] for said in WORDS} - {"", "'"}
    for typed in ODD:
        with app.test_request_context(method="POST"):
            empty = form(formdata=None)
            given = MultiDict([(field.name, typed) for field in empty if field.name != "csrf_token"])
            filled = form(formdata=given)
            if (offer := getattr(filled, "offer", None)) is not None:
                offer(*({} for _ in signature(offer).parameters))
            for field in filled:
                if isinstance(field, wtforms.SelectField) and field.choices is None:
                    field.choices = []
            filled.validate()
            said = [
                str(error)
                for name, errors in filled.errors.items()
                if name != "csrf_token"
                for error in errors
            ]
            assert not [one for one in said for words in theirs if words in one], (typed, said)


def test_the_loser_of_two_seatings_is_told_in_our_words(app: Flask, people: People) -> None:
    member = people.make(MEMBERS[0], Role.BOARD_MEMBER)
    with app.app_context():
        requisition = drawn_up(people)
    page = f"/admin/requisitions/{requisition.reference}/board"
    one, other = people.browser(hr(people)), people.browser(hr(people))
    filled = [values_of(form_on(text_of(browser.get(page)), page)) for browser in (one, other)]
    chosen = {"person": people.reference(member)}
    assert one.post(page, data=filled[0] | chosen).status_code == 303
    late = other.post(page, data=filled[1] | chosen)
    assert late.status_code == 422
    assert "alid choice" not in late.text
    assert "not offered, or not any more" in late.text

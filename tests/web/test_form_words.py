"""What was typed into a form, told in the form's words where the form itself is not at hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter
from wtforms.widgets import HiddenInput

from tracker.web.form_words import forms_at, references_in, words_of_form
from tracker.web.forms import Form

SEARCH = "/cases/C-26-BQY7C/steps/16/search"
NOT_POSTED = {"AccessFilter", "LinesFilter", "MonthFilter", "TimelineFilter"}
"""Forms that live in the address; nothing of them is kept."""


@pytest.fixture
def inside(app: Flask) -> Iterator[None]:
    """A request of the application."""
    with app.test_request_context("/kept"):
        yield


def test_a_search_is_told_in_the_words_of_its_page(inside: None) -> None:
    posted = {
        "query": "Jordan Bell Riverton",
        "place": "Instagram",
        "method": "search-engine",
        "signed_in": "no",
        "pages_seen": "3",
        "searched_at": "2026-11-21T09:36",
        "result": "nothing-found",
        "note": "  ",
        "department_device": "y",
        "request": "9c2f",
        "proposal": "1",
        "then": "stay",
    }
    told = words_of_form(f"{SEARCH}?proposal=1", posted.items())
    assert [label for label, _ in told][:2] == ["Search for", "Place"]
    assert dict(told) == {
        "Search for": "Jordan Bell Riverton",
        "Place": "Instagram",
        "Method": "Public search engine",
        "Signed in": "No",
        "Pages seen": "3",
        "When": "November 21, 2026, 9:36 a.m.",
        "Result": "Nothing found",
        "I made this search on a department device": "Yes",
    }


def test_an_address_tells_what_it_is_about() -> None:
    assert references_in("/cases/C-26-BQY7C/findings/F-7KQ4M2/redact?x=/K-1/") == "C-26-BQY7C, F-7KQ4M2"
    assert references_in("/a/accounts/new") == ""


def test_a_candidates_answer_is_told_in_the_words_of_the_question(inside: None) -> None:
    posted = [("seen", "4"), ("platform", "instagram"), ("handle", "marisol"), ("whose", "me"), ("add", "1")]
    assert words_of_form("/a/accounts/new", posted) == (
        ("App or site", "instagram"),
        ("Username or link to your profile", "marisol"),
        ("Who uses this account?", "Only me"),
    )


def test_one_of_several_alike_is_told_too(inside: None) -> None:
    posted = [("seen", "1.0"), ("wording", "Fresh."), ("hints-0-key", "k"), ("hints-0-reason", "For the job")]
    told = words_of_form("/cases/C-26-BQY7C/findings/F-7KQ4M2/redact", posted)
    assert ("Wording for the board", "Fresh.") in told
    assert "For the job" in dict(told).values()
    assert "k" not in dict(told).values()


@pytest.mark.parametrize(
    "name", ["hints-²-reason", "hints-99999999999-reason", "hints-x-reason", "-", "", "a b"]
)
def test_no_name_of_a_field_hinders_the_page(inside: None, name: str) -> None:
    path = "/cases/C-26-BQY7C/findings/F-7KQ4M2/redact"
    assert words_of_form(path, [(name, "x"), ("wording", "Fresh.")]) == (("Wording for the board", "Fresh."),)


@pytest.mark.parametrize(
    "path", ["/nowhere", "/desk", "", "//", "/sign-out", "/cases/C-26-BQY7C/submit/recall"]
)
def test_where_no_form_stands_nothing_is_told(inside: None, path: str) -> None:
    assert words_of_form(path, [("reason", "x"), ("act", "y")]) == ()


def test_every_form_that_is_posted_is_found_by_its_page(app: Flask, inside: None) -> None:
    found: set[type[Form]] = set()
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            adapter = app.url_map.bind("localhost")
            parts = {
                name: 1 if isinstance(rule._converters[name], IntegerConverter) else PART
                for name in rule.arguments
            }
            found.update(forms_at(adapter.build(rule.endpoint, parts, method="POST")))
    known = {
        form.__name__ for form in found
    }  # a form made for one page bears the name of the one it is made of
    left = {form for form in _rooms_forms(Form) if form.__name__ not in known}
    assert left == set(), "name the form in the view, or in what the view calls"


PART = "00000000-0000-4000-8000-000000000000"


def _rooms_forms(base: type[Form]) -> set[type[Form]]:
    """Return the forms of the rooms in which something is typed or chosen, and that are posted."""
    under = {form for one in base.__subclasses__() for form in (one, *_rooms_forms(one))}
    return {
        form
        for form in under
        if form.__module__.startswith("tracker.")
        and form.__name__ not in NOT_POSTED
        and any(not isinstance(field.widget, HiddenInput) for field in form(formdata=None))
    }

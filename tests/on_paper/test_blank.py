"""The blank form: the questions of the screen, by law and language, and who can print it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask

from tests.affidavits.conftest import Site
from tests.people import Browser, People
from tests.printing.reading import heard
from tracker.affidavits.words import english, mode_words
from tracker.db import clock_of, db
from tracker.on_paper.blank import ROOMS, blank_form, further_sheets
from tracker.on_paper.blanks import blank_of
from tracker.policy.actors import STAFF_ROLES, Role
from tracker.printing.press import pdf

pytestmark = pytest.mark.sqlite


def handed(monkeypatch: pytest.MonkeyPatch, site: Site, language: str = "en") -> dict[str, Any]:
    """Print the form of a case, and return what the press was handed."""
    seen: dict[str, Any] = {}

    def listen(template: str, data: Mapping[str, Any], **more: Any) -> bytes:
        seen.update(data)
        seen["paper"] = heard(pdf(template, data, **more))
        return b""

    monkeypatch.setattr("tracker.on_paper.blank.pdf", listen)
    with site.inside():
        now = clock_of(db.session).now()
        blank_form(blank_of(db.session, site.case.case_id, now, language=language), english)
    return seen


def labels(sections: list[dict[str, Any]]) -> list[str]:
    """Return every question and every line of the form."""
    return [item["label"] for section in sections for item in section["items"] if item["label"]]


@pytest.mark.clause("Hampton F.2")
def test_the_form_asks_what_the_screen_asks_with_the_same_words(
    monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    seen = handed(monkeypatch, site)
    asked = labels(seen["sections"])
    assert asked.count("Username or link to your profile") >= ROOMS
    assert {"Have you used other names or handles online?", "Do you use any social media now?"} <= set(asked)
    assert asked[-5:-4] == ["Signature"]
    looks = [item for one in seen["sections"] for item in one["items"] if item["label"].startswith("How may")]
    assert len(looks) == ROOMS
    assert set(looks[0]["choices"]) == set(mode_words(english).values())
    assert seen["never"] == "Never write a password on this paper."
    assert any("must" in told or "have to" in told for told in seen["told"])
    assert seen["paper"].headings[0] == "H1 Affidavit on paper"


def test_the_declaration_is_the_profiles_own_for_paper(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    for language, word in (("en", "penalty of false statement"), ("es", "pena de declaración falsa")):
        seen = handed(monkeypatch, site, language)
        declared = seen["sections"][-1]
        assert word in declared["sentences"][0]
        assert seen["paper"].language == language


def test_where_accounts_are_protected_the_form_asks_for_none(
    monkeypatch: pytest.MonkeyPatch, app: Flask, people: People
) -> None:
    site = Site(app, people, profile="ca")
    seen = handed(monkeypatch, site)
    asked = labels(seen["sections"])
    assert not any("Username" in label or "social media" in label or "look?" in label for label in asked)
    assert "Have you used other names?" in asked
    assert any("980" in sentence for one in seen["sections"] for sentence in one["sentences"])
    assert site.phone().get("/a/paper/sheets.pdf").status_code == 404
    assert "More sheets" not in site.phone().get("/a/paper").text


def test_sheets_for_further_accounts_bear_no_numbers(site: Site) -> None:
    with site.inside():
        now = clock_of(db.session).now()
        paper = heard(further_sheets(blank_of(db.session, site.case.case_id, now, language="en"), english))
    assert [one for one in paper.headings if one.startswith("H3")] == ["H3 Account ____"] * ROOMS


def test_the_candidate_and_hr_print_it(site: Site, phone: Browser) -> None:
    assert 'href="/a/paper"' in phone.get("/a").text
    assert 'href="/a/paper/form.pdf"' in phone.get("/a/paper").text
    own = phone.get("/a/paper/form.pdf")
    assert (own.mimetype, own.data[:5]) == ("application/pdf", b"%PDF-")
    phone.language = "/es"
    assert heard(phone.get("/a/paper/form.pdf").data).language == "es"
    desk, base = site.desk(site.round.hr), f"/admin/candidates/{site.case.reference}"
    assert f'href="{base}/paper"' in desk.get(f"{base}/invitation").text
    page = desk.get(f"{base}/paper").text
    assert "sit with you" in page
    for spoken in ("en", "es"):
        assert f"{base}/paper/form/{spoken}.pdf" in page
        assert heard(desk.get(f"{base}/paper/form/{spoken}.pdf").data).language == spoken
    assert desk.get(f"{base}/paper/form/xx.pdf").status_code == 404


@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role is not Role.HR_ADMIN])
def test_nobody_else_prints_somebodys_form(site: Site, people: People, role: Role) -> None:
    with site.inside():
        other = people.make(f"Other {role.value}", role)
    desk = site.desk(other)
    assert desk.get(f"/admin/candidates/{site.case.reference}/paper/form/en.pdf").status_code == 403
    assert desk.get("/a/paper/form.pdf").status_code == 403

"""Pages of signing in and out, of roles, and of what is kept at a time-out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from io import BytesIO
from uuid import uuid4

import pytest
from flask import Flask, request
from sqlalchemy import func, select
from werkzeug.test import TestResponse
from wtforms import PasswordField

from tests.pages.filled import form_on, send, shown, text_of, values_of
from tests.people import PASSWORD, Browser, People
from tracker.accounts import forms
from tracker.accounts.forms import RoleForm
from tracker.accounts.kept_forms import keep_form, kept_pages, settle_form, worth_keeping
from tracker.accounts.models import KeptForm, Person, RoleGrant, SignInAttempt, SignInSession
from tracker.accounts.service import disable_person, enable_person, end_role, set_own_password
from tracker.accounts.sign_in import open_session
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.answers import NotFound
from tracker.policy.facts import PersonFacts
from tracker.policy.proofs import Proof
from tracker.settings import Settings
from tracker.web.forms import Form

EMAIL = "dana.ruiz@riverton.example"
NEW_PERSON = "/admin/people/new"
WAITS = "We kept what you typed when your session ended."


def change(browser: Browser, current: str, new: str, again: str) -> TestResponse:
    """Change one's password."""
    typed = {"current_password": current, "new_password": new, "new_password_again": again}
    return send(browser, "/password", **typed)


@pytest.fixture
def client(app: Flask) -> Browser:
    """A browser that nobody has signed in with."""
    app.test_client_class = Browser
    client = app.test_client()
    assert isinstance(client, Browser)
    return client


@pytest.fixture
def dana(people: People) -> str:
    """Somebody with a password."""
    people.make("Dana Ruiz", Role.HR_ADMIN)
    return EMAIL


def test_the_front_page_says_where_to_go(client: Browser) -> None:
    page = shown(client, "/")
    assert "You are a candidate" in page
    assert "Sign in" in page


def test_whoever_signs_in_begins_at_work(client: Browser, dana: str) -> None:
    answer = send(client, "/sign-in", email=f" {dana.upper()} ", password=PASSWORD)
    assert answer.headers["Location"] == "/admin/requisitions"
    assert client.get("/").headers["Location"] == "/admin/requisitions"


@pytest.mark.parametrize(
    ("email", "password"), [(EMAIL, "not the password"), ("nobody@riverton.example", PASSWORD)]
)
def test_the_answer_does_not_tell_what_did_not_match(
    client: Browser, dana: str, email: str, password: str
) -> None:
    page = text_of(send(client, "/sign-in", email=email, password=password), 422)
    assert "do not belong together" in page
    assert f'value="{email}"' in page
    assert password not in page


def test_a_disabled_person_does_not_come_in(client: Browser, people: People, app: Flask) -> None:
    priya, gone = people.make("Priya Nair", Role.HR_ADMIN), people.make("Dana Ruiz", Role.SUPERVISOR)
    inside = people.browser(gone)
    people.make("Lt. Spare", Role.SUPERVISOR)
    with app.app_context(), unit_of_work(priya) as work:
        disable_person(work, PersonFacts(gone.person_id))
    assert "do not belong together" in text_of(send(client, "/sign-in", email=EMAIL, password=PASSWORD), 422)
    assert inside.get("/team").headers["Location"] == "/sign-in"


def test_after_five_tries_even_the_right_password_waits(
    client: Browser, dana: str, clock: FixedClock, app: Flask
) -> None:
    for _ in range(5):
        clock.advance(timedelta(seconds=10))
        text_of(send(client, "/sign-in", email=dana, password="wrong"), 422)
    page = text_of(send(client, "/sign-in", email=dana, password=PASSWORD), 422)
    assert "We stopped for 15 minutes" in page
    assert "12:15 p.m. EDT" in page
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SignInAttempt)) == 5
    clock.advance(timedelta(minutes=15))
    assert send(client, "/sign-in", email=dana, password=PASSWORD).status_code == 303


def test_a_success_wipes_the_slate(client: Browser, dana: str, clock: FixedClock) -> None:
    for _ in range(4):
        clock.advance(timedelta(seconds=1))
        send(client, "/sign-in", email=dana, password="wrong")
    clock.advance(timedelta(seconds=1))
    assert send(client, "/sign-in", email=dana, password=PASSWORD).status_code == 303
    for _ in range(4):
        clock.advance(timedelta(seconds=1))
        assert "do not belong" in text_of(send(client, "/sign-in", email=dana, password="wrong"), 422)


def test_nothing_of_the_session_id_is_in_the_database(client: Browser, dana: str, app: Flask) -> None:
    send(client, "/sign-in", email=dana, password=PASSWORD)
    with client.session_transaction() as cookie:
        sid = cookie["sid"]
    with app.app_context():
        digests = db.session.scalars(select(SignInSession.digest)).all()
    assert len(digests) == 1
    assert sid.encode() not in digests[0]


def test_signing_out_ends_it_here_and_there(people: People, client: Browser) -> None:
    browser = people.browser(people.make("Priya Nair", Role.HR_ADMIN))
    with browser.session_transaction() as cookie:
        copied = dict(cookie)
    answer = send(browser, "/admin/people", "/sign-out")
    assert "You are signed out" in text_of(answer)
    assert "Your roles" not in text_of(answer), "nothing leads where a session is needed"
    assert answer.headers["Clear-Site-Data"] == '"cookies", "storage"'
    assert browser.get("/admin/people").headers["Location"] == "/sign-in"
    with client.session_transaction() as cookie:
        cookie.update(copied)
    assert client.get("/admin/people").headers["Location"] == "/sign-in"


def test_idling_and_age_end_a_session(people: People, clock: FixedClock) -> None:
    browser = people.browser(people.make("Priya Nair", Role.HR_ADMIN))
    for _ in range(24):
        clock.advance(timedelta(minutes=29))
        shown(browser, "/admin/people")
    clock.advance(timedelta(minutes=29))
    assert browser.get("/admin/people").headers["Location"] == "/sign-in"
    assert "Your session ended" in shown(browser, "/sign-in")
    fresh = people.browser(people.make("Priya Nair", Role.HR_ADMIN))
    clock.advance(timedelta(minutes=31))
    assert fresh.get("/admin/people").headers["Location"] == "/sign-in"
    assert "You were away for 30 minutes" in shown(fresh, "/sign-in")


def test_a_switch_after_the_end_of_the_session_leads_to_signing_in(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    chidi = people.make("Chidi Okafor", Role.SUPERVISOR, Role.INVESTIGATOR)
    priya, browser = people.make("Priya Nair", Role.HR_ADMIN), people.browser(chidi)
    people.make("Lt. Spare", Role.SUPERVISOR)
    answered = RoleForm.validate_on_submit

    def ended_first(form: RoleForm) -> bool:
        if request.method == "POST":
            with unit_of_work(priya) as work:
                end_role(work, PersonFacts(chidi.person_id), role=Role.SUPERVISOR)
        return bool(answered(form))

    shown(browser, "/roles")
    monkeypatch.setattr(RoleForm, "validate_on_submit", ended_first)
    assert send(browser, "/roles", role="investigator").headers["Location"] == "/sign-in"
    assert "Your session ended, so we signed you out." in shown(browser, "/sign-in")


def test_a_person_with_two_roles_works_in_one_at_a_time(people: People) -> None:
    okafor = people.make("Lt. Ama Okafor", Role.SUPERVISOR, Role.INVESTIGATOR)
    browser = people.browser(okafor)
    page = shown(browser, "/roles")
    assert "You work as this now" in page
    answer = send(browser, "/roles", role="investigator")
    assert answer.headers["Location"] == "/desk"
    page = shown(browser, "/roles")
    assert "You now work in another role" in page
    assert "You are working as: <strong>Background investigator</strong>" in page
    assert '<a class="action-link" href="/roles">Change role</a>' in text_of(browser.get("/team"), 403)
    assert "not one of your roles now" in text_of(send(browser, "/roles", role="chief"), 409)


def test_signing_in_anew_leaves_no_session_behind(people: People, app: Flask) -> None:
    people.make("Dana Ruiz", Role.INVESTIGATOR)
    browser = people.browser(people.make("Priya Nair", Role.HR_ADMIN))
    before = browser.get_cookie("tracker")
    assert before is not None
    assert send(browser, "/sign-in", email=EMAIL, password=PASSWORD).status_code == 303
    assert browser.get("/admin/people").status_code == 403
    stolen = app.test_client()
    stolen.set_cookie("tracker", before.value)
    assert stolen.get("/admin/people").headers["Location"] == "/sign-in"


def test_switching_does_not_lengthen_a_session(people: People, clock: FixedClock) -> None:
    browser = people.browser(people.make("Lt. Ama Okafor", Role.SUPERVISOR, Role.INVESTIGATOR))
    for number in range(24):
        clock.advance(timedelta(minutes=29))
        role = ("investigator", "supervisor")[number % 2]
        assert send(browser, "/roles", role=role).status_code == 303
    clock.advance(timedelta(minutes=29))
    assert browser.get("/roles").headers["Location"] == "/sign-in"


def test_a_session_keeps_what_its_holder_showed_and_when(
    client: Browser, people: People, clock: FixedClock, app: Flask
) -> None:
    people.make("Ama Okafor", Role.SUPERVISOR, Role.INVESTIGATOR)
    begun = clock.now()
    send(client, "/sign-in", email="ama.okafor@riverton.example", password=PASSWORD)
    clock.advance(timedelta(minutes=5))
    send(client, "/roles", role="investigator")
    with app.app_context():
        row = db.session.scalars(select(SignInSession).where(SignInSession.ended_at.is_(None))).one()
        assert (row.role, row.proofs, row.proved_at) == ("investigator", "password", begun)
        assert row.started_at > begun


def test_the_next_time_begins_in_the_role_of_the_last(
    client: Browser, people: People, clock: FixedClock
) -> None:
    okafor = people.make("Lt Ama Okafor", Role.SUPERVISOR, Role.INVESTIGATOR)
    browser = people.browser(okafor)
    clock.advance(timedelta(minutes=1))
    send(browser, "/roles", role="investigator")
    answer = send(client, "/sign-in", email="lt.ama.okafor@riverton.example", password=PASSWORD)
    assert answer.headers["Location"] == "/desk"


def test_a_role_that_ends_shuts_its_session(people: People, app: Flask) -> None:
    okafor = people.make("Lt. Ama Okafor", Role.SUPERVISOR)
    browser = people.browser(okafor)
    people.make("Lt. Spare", Role.SUPERVISOR)
    with app.app_context(), unit_of_work(people.make("Priya Nair", Role.HR_ADMIN)) as work:
        end_role(work, PersonFacts(okafor.person_id), role=Role.SUPERVISOR)
    assert browser.get("/team").headers["Location"] == "/sign-in"


def test_a_password_is_changed_by_who_knows_the_old_one(people: People, client: Browser, dana: str) -> None:
    browser = people.browser(people.make("Dana Ruiz", Role.HR_ADMIN))
    new = "another long password here"
    for current, again, words in (
        ("guessed", new, "did not match"),
        (PASSWORD, "typed otherwise, sadly", "differ"),
    ):
        page = text_of(change(browser, current, new, again), 422)
        assert words in page
        assert new not in page
    short = text_of(change(browser, PASSWORD, "short", "short"), 422)
    assert "at least 15 characters" in short
    assert change(browser, PASSWORD, new, new).status_code == 303
    assert send(client, "/sign-in", email=dana, password=new).status_code == 303


def test_guesses_at_ones_own_password_count_like_tries_to_sign_in(
    people: People, client: Browser, dana: str, app: Flask
) -> None:
    browser = people.browser(people.make("Dana Ruiz", Role.HR_ADMIN))
    new = "another long password here"
    for _ in range(5):
        page = text_of(change(browser, "guessed", new, new), 422)
        assert "did not match" in page
    page = text_of(change(browser, PASSWORD, new, new), 422)
    assert "We stopped for 15 minutes" in page
    assert "We stopped" in text_of(send(client, "/sign-in", email=dana, password=PASSWORD), 422)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SignInAttempt)) == 5


def test_wrong_passwords_at_the_door_stop_the_change_of_it_too(
    people: People, client: Browser, dana: str
) -> None:
    browser = people.browser(people.make("Dana Ruiz", Role.HR_ADMIN))
    for _ in range(5):
        send(client, "/sign-in", email=dana, password="wrong")
    new = "another long password here"
    assert "We stopped" in text_of(change(browser, PASSWORD, new, new), 422)


def the_way_back(page: str) -> str:
    """Return the address of the page on which what is kept is shown in its form."""
    found = re.search(r'href="([^"]+kept_form=[0-9a-f-]{36})"', page)
    assert found, page[:3000]
    return unescape(found[1])


class TestKept:
    """What was typed when the session had ended (R-37)."""

    @pytest.fixture
    def priya(self, people: People) -> Browser:
        """Somebody who types slowly."""
        return people.browser(people.make("Priya Nair", Role.HR_ADMIN))

    def test_it_waits_and_is_saved_where_it_was_meant_to_go(
        self, priya: Browser, clock: FixedClock, app: Flask
    ) -> None:
        html = shown(priya, NEW_PERSON)
        typed = {
            **values_of(form_on(html, NEW_PERSON)),
            "name": "Sam Ortiz",
            "email": "sam.ortiz@riverton.example",
        }
        clock.advance(timedelta(minutes=31))
        late = priya.post(NEW_PERSON, data={**typed, "roles": ["auditor"], "password": "never kept at all"})
        assert late.headers["Location"] == "/sign-in"
        assert "We kept what you typed. Sign in to save it." in shown(priya, "/sign-in")
        answer = send(priya, "/sign-in", email="priya.nair@riverton.example", password=PASSWORD)
        assert answer.headers["Location"] == "/kept"
        page = shown(priya, "/kept")
        assert "<dt>Name</dt>" in page
        assert "<dd>Sam Ortiz</dd>" in page
        assert "<dd>Auditor</dd>" in page
        assert "never kept" not in page
        assert f'action="{NEW_PERSON}' not in page
        again = shown(priya, the_way_back(page))
        assert 'value="Sam Ortiz"' in again
        assert "It is not saved or sent yet" in again
        assert "Sam Ortiz" not in shown(priya, "/admin/people")
        refused = priya.post(NEW_PERSON, data={**values_of(form_on(again, NEW_PERSON)), "email": ""})
        assert "Sam Ortiz" in shown(priya, "/kept")
        saved = priya.post(
            NEW_PERSON,
            data={
                **values_of(form_on(text_of(refused, 422), NEW_PERSON)),
                "email": "sam.ortiz@riverton.example",
            },
        )
        assert "The person is added" in text_of(saved)
        assert "Nothing is kept" in shown(priya, "/kept")
        with app.app_context():
            row = db.session.scalars(select(KeptForm)).one()
            assert row.settled_at is not None
            assert b"Sam Ortiz" not in row.content

    def test_where_one_begins_says_that_it_waits_until_it_does_not(
        self, priya: Browser, clock: FixedClock
    ) -> None:
        typed = values_of(form_on(shown(priya, NEW_PERSON), NEW_PERSON))
        assert WAITS not in shown(priya, "/admin/requisitions")
        clock.advance(timedelta(minutes=31))
        priya.post(NEW_PERSON, data={**typed, "name": "Sam Ortiz", "email": "sam.ortiz@riverton.example"})
        assert WAITS not in shown(priya, "/sign-in")
        send(priya, "/sign-in", email="priya.nair@riverton.example", password=PASSWORD)
        begin = shown(priya, "/admin/requisitions")
        assert WAITS in begin
        assert '<a href="/kept">' in begin
        assert WAITS not in shown(priya, "/admin/people")
        text_of(send(priya, the_way_back(shown(priya, "/kept")), NEW_PERSON, roles="auditor"))
        assert WAITS not in shown(priya, "/admin/requisitions")

    def test_text_that_looks_like_a_password_is_not_kept(self, priya: Browser, clock: FixedClock) -> None:
        typed = values_of(form_on(shown(priya, NEW_PERSON), NEW_PERSON))
        clock.advance(timedelta(minutes=31))
        priya.post(NEW_PERSON, data={**typed, "name": "password: hunter2", "email": "x@riverton.example"})
        send(priya, "/sign-in", email="priya.nair@riverton.example", password=PASSWORD)
        page = shown(priya, "/kept")
        assert "x@riverton.example" in page
        assert "hunter2" not in page

    def test_nothing_in_the_address_that_looks_like_a_password_is_kept(
        self, priya: Browser, clock: FixedClock
    ) -> None:
        typed = values_of(form_on(shown(priya, NEW_PERSON), NEW_PERSON))
        clock.advance(timedelta(minutes=31))
        told = "note=password%3A+hunter2&pw=hunter2&password%3A+hunter2=1&current_password=tractor&after=K-26"
        priya.post(f"{NEW_PERSON}?{told}", data={**typed, "name": "Sam Ortiz", "pw: hunter2": "1"})
        send(priya, "/sign-in", email="priya.nair@riverton.example", password=PASSWORD)
        page = shown(priya, "/kept")
        assert the_way_back(page).startswith(f"{NEW_PERSON}?after=K-26&")
        assert "hunter2" not in page
        assert "tractor" not in page

    def test_a_form_whose_path_looks_like_a_password_is_not_kept(
        self, priya: Browser, clock: FixedClock, app: Flask
    ) -> None:
        typed = values_of(form_on(shown(priya, NEW_PERSON), NEW_PERSON))
        clock.advance(timedelta(minutes=31))
        priya.post("/admin/candidates/pw: hunter2/withdraw", data={**typed, "name": "Sam Ortiz"})
        with app.app_context():
            assert db.session.scalar(select(func.count()).select_from(KeptForm)) == 0

    def test_no_password_is_ever_kept(self, priya: Browser, clock: FixedClock, app: Flask) -> None:
        typed = values_of(form_on(shown(priya, "/password"), "/password"))
        clock.advance(timedelta(minutes=31))
        words = {"current_password": PASSWORD, "new_password": "violet tractor umbrella"}
        priya.post("/password", data={**typed, **words, "new_password_again": "violet tractor umbrella"})
        with app.app_context():
            assert db.session.scalar(select(func.count()).select_from(KeptForm)) == 0

    def test_every_password_is_known_by_the_name_of_its_field(self) -> None:
        fields = [
            (name, value)
            for form in vars(forms).values()
            if isinstance(form, type) and issubclass(form, Form)
            for name, value in vars(form).items()
            if getattr(value, "field_class", None) is PasswordField
        ]
        assert len(fields) > 3
        assert worth_keeping((name, "violet tractor umbrella") for name, _ in fields) == ()

    def test_it_can_be_let_go(self, priya: Browser, clock: FixedClock) -> None:
        typed = values_of(form_on(shown(priya, NEW_PERSON), NEW_PERSON))
        clock.advance(timedelta(minutes=31))
        priya.post(NEW_PERSON, data={**typed, "name": "Sam Ortiz"})
        send(priya, "/sign-in", email="priya.nair@riverton.example", password=PASSWORD)
        page = shown(priya, "/kept")
        action = page[page.index("/kept/") : page.index("/drop") + 5]
        assert send(priya, "/kept", action).headers["Location"] == "/"
        assert "Nothing is kept" in shown(priya, "/kept")

    def test_it_is_given_to_its_writer_alone(
        self, priya: Browser, people: People, clock: FixedClock, app: Flask
    ) -> None:
        typed = values_of(form_on(shown(priya, NEW_PERSON), NEW_PERSON))
        clock.advance(timedelta(minutes=31))
        priya.post(NEW_PERSON, data={**typed, "name": "Sam Ortiz"})
        other = people.browser(people.make("Ana Lopez", Role.HR_ADMIN))
        assert "Sam Ortiz" not in shown(other, "/kept")
        with app.app_context():
            kept = db.session.scalars(select(KeptForm.id)).one()
        token = values_of(form_on(shown(other, "/admin/people"), "/sign-out"))
        assert other.post(f"/kept/{kept}/drop", data=token).status_code == 404

    def test_what_a_candidate_typed_in_one_case_is_not_given_back_in_another(self, app: Flask) -> None:
        here = Actor(uuid4(), Role.CANDIDATE, "Candidate", "0" * 16, case_id=uuid4())
        there = replace(here, case_id=uuid4())
        with app.app_context():
            with unit_of_work(here) as work:
                kept = keep_form(
                    work, path="/a/names", query="", fields=(("name", "Brooke"),), had_files=False
                )
            assert kept is not None
            assert len(kept_pages(db.session, here, (Role.CANDIDATE,))) == 1
            assert kept_pages(db.session, there, (Role.CANDIDATE,)) == ()
            with pytest.raises(NotFound), unit_of_work(there) as work:
                settle_form(work, kept_id=kept.id, choice="dropped")

    def test_a_form_of_a_session_that_was_ended_is_not_kept(self, priya: Browser, app: Flask) -> None:
        typed = values_of(form_on(shown(priya, NEW_PERSON), NEW_PERSON))
        with app.app_context(), unit_of_work(SYSTEM) as work:
            for row in work.session.scalars(select(SignInSession)):
                work.change(row, ended_at=work.now())
            record(work, Event.SIGNED_OUT, reason="ended-for-the-person")
        assert priya.post(NEW_PERSON, data={**typed, "name": "Sam"}).headers["Location"] == "/sign-in"
        with app.app_context():
            assert db.session.scalar(select(func.count()).select_from(KeptForm)) == 0

    def test_a_file_cannot_be_kept_and_the_page_says_so(self, priya: Browser, clock: FixedClock) -> None:
        typed = values_of(form_on(shown(priya, NEW_PERSON), NEW_PERSON))
        clock.advance(timedelta(minutes=31))
        upload = {**typed, "name": "Sam Ortiz", "scan": (BytesIO(b"scan"), "scan.png")}
        priya.post(NEW_PERSON, data=upload, content_type="multipart/form-data")
        send(priya, "/sign-in", email="priya.nair@riverton.example", password=PASSWORD)
        assert "Files cannot be kept" in shown(priya, "/kept")

    def test_another_role_is_asked_to_go_back_first(
        self, people: People, clock: FixedClock, app: Flask, settings: Settings
    ) -> None:
        person = people.make("Ana Lopez", Role.HR_ADMIN, Role.IT)
        browser = people.browser(person)
        typed = values_of(form_on(shown(browser, NEW_PERSON), NEW_PERSON))
        clock.advance(timedelta(minutes=31))
        browser.post(NEW_PERSON, data={**typed, "name": "Sam Ortiz"})
        clock.advance(timedelta(minutes=1))
        with app.app_context(), unit_of_work(SYSTEM) as work:
            open_session(
                work,
                settings,
                subject_id=person.person_id,
                role=Role.IT,
                name=person.name,
                proofs=frozenset({Proof.PASSWORD}),
            )
        send(browser, "/sign-in", email="ana.lopez@riverton.example", password=PASSWORD)
        page = shown(browser, "/kept")
        assert "You typed something while you worked as HR administrator" in page
        assert "Sam Ortiz" not in page
        assert NEW_PERSON not in page
        assert send(browser, "/kept", "/roles", role="hr-administrator").headers["Location"] == "/kept"
        page = shown(browser, "/kept")
        assert "Sam Ortiz" in page
        asked = the_way_back(page)
        send(browser, "/roles", role="it")
        assert browser.get(asked).status_code == 403
        with app.app_context(), unit_of_work(SYSTEM) as work:
            ending = work.session.scalars(select(RoleGrant).where(RoleGrant.role == Role.HR_ADMIN)).one()
            work.change(ending, ended_by=person.person_id, ended_at=work.now())
            record(work, Event.ROLE_ENDED, person=person.person_id, role=Role.HR_ADMIN)
        assert "Nothing is kept" in shown(browser, "/kept")

    @pytest.mark.parametrize("elsewhere", ["switched", "out-and-in"])
    def test_a_form_left_open_in_another_tab_is_kept_and_said_so(
        self, people: People, client: Browser, clock: FixedClock, elsewhere: str
    ) -> None:
        people.make("Ana Lopez", Role.HR_ADMIN, Role.IT)
        browser = client
        send(browser, "/sign-in", email="ana.lopez@riverton.example", password=PASSWORD)
        typed = values_of(form_on(shown(browser, NEW_PERSON), NEW_PERSON))
        clock.advance(timedelta(minutes=1))
        if elsewhere == "switched":
            send(browser, "/roles", role="it")
        else:
            send(browser, "/roles", "/sign-out")
            clock.advance(timedelta(minutes=1))
            send(browser, "/sign-in", email="ana.lopez@riverton.example", password=PASSWORD)
        answer = browser.post(NEW_PERSON, data={**typed, "name": "Sam Ortiz"})
        assert answer.headers["Location"] == "/kept"
        page = shown(browser, "/kept")
        assert "nothing was saved from it. What you typed is kept." in page
        assert ("Sam Ortiz" in page) is (elsewhere == "out-and-in")
        assert ("You typed something while you worked as HR administrator" in page) is (
            elsewhere == "switched"
        )

    def test_a_form_sent_after_signing_out_in_another_tab_is_shown_to_be_copied(self, priya: Browser) -> None:
        send(priya, "/admin/people", "/sign-out")
        send(priya, "/sign-in", email="priya.nair@riverton.example", password=PASSWORD)
        typed = values_of(form_on(shown(priya, NEW_PERSON), NEW_PERSON))
        send(priya, "/admin/people", "/sign-out")
        page = text_of(
            priya.post(NEW_PERSON, data={**typed, "name": "Sam Ortiz", "email": "pw: hunter2"}), 400
        )
        assert "You signed out in another tab" in page
        assert "Sam Ortiz" in page
        assert "hunter2" not in page

    @pytest.mark.parametrize("how", ["password", "disabled"])
    def test_a_form_of_a_session_that_others_ended_is_not_kept_after_signing_in_again(
        self, priya: Browser, people: People, app: Flask, clock: FixedClock, how: str
    ) -> None:
        send(priya, "/admin/people", "/sign-out")
        send(priya, "/sign-in", email="priya.nair@riverton.example", password=PASSWORD)
        typed = values_of(form_on(shown(priya, NEW_PERSON), NEW_PERSON))
        clock.advance(timedelta(minutes=1))
        with app.app_context():
            person = db.session.scalars(select(Person).where(Person.name == "Priya Nair")).one()
            other = Actor(person.id, Role.HR_ADMIN, "Priya Nair", "0" * 16)
            if how == "password":
                with unit_of_work(other) as work:
                    set_own_password(work, new_hash=person.password_hash)
            else:
                hr = people.make("Ana Lopez", Role.HR_ADMIN)
                people.make("Chief Avery Stone", Role.CHIEF)
                facts = PersonFacts(person.id, frozenset({Role.HR_ADMIN}))
                with unit_of_work(Actor(hr.person_id, Role.HR_ADMIN, "Ana Lopez", "1" * 16)) as work:
                    disable_person(work, facts)
                with unit_of_work(Actor(hr.person_id, Role.HR_ADMIN, "Ana Lopez", "1" * 16)) as work:
                    enable_person(work, facts)
        clock.advance(timedelta(minutes=1))
        send(priya, "/sign-in", email="priya.nair@riverton.example", password=PASSWORD)
        assert priya.post(NEW_PERSON, data={**typed, "name": "Sam Ortiz"}).status_code == 400
        assert "Sam Ortiz" not in shown(priya, "/kept")

    def test_forms_open_in_other_tabs_still_work_after_signing_in_again(
        self, priya: Browser, clock: FixedClock
    ) -> None:
        typed = values_of(form_on(shown(priya, NEW_PERSON), NEW_PERSON))
        clock.advance(timedelta(minutes=31))
        send(priya, "/sign-in", email="priya.nair@riverton.example", password=PASSWORD)
        values = {**typed, "name": "Sam Ortiz", "email": "sam@riverton.example", "roles": ["auditor"]}
        assert "The person is added" in text_of(priya.post(NEW_PERSON, data=values))


def test_a_forged_form_is_refused(client: Browser, dana: str) -> None:
    assert client.post("/sign-in", data={"email": dana, "password": PASSWORD}).status_code == 400
    token = values_of(form_on(shown(client, "/sign-in"), "/sign-in"))
    forged = {**token, "email": dana, "password": PASSWORD}
    for headers in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post("/sign-in", data=forged, headers=headers).status_code == 403

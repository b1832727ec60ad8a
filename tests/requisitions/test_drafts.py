"""Drafts of protocols from the first step reworded to the published edition that a requisition takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.factories.around import put
from tests.factories.requisitions import drawn_up, hr
from tests.pages.filled import form_on, send, shown, text_of, values_of
from tests.people import Browser, People
from tests.walls import refused
from tracker.db import db, unit_of_work
from tracker.editions.shelf import ChangedEdition, FaultyEdition, editions
from tracker.editions.written import content_of, edition_of
from tracker.ledger.queries import ledger_page
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Denied, NotFound, Refused
from tracker.policy.protocol_editing import without_step
from tracker.requisitions import drafting
from tracker.requisitions.drafts import draft_of
from tracker.requisitions.models import Requisition
from tracker.requisitions.models_drafts import ProtocolDraftAct, ProtocolEdition, ProtocolWording
from tracker.requisitions.on_file import protocol_on_file, protocols_on_file
from tracker.settings import Settings

PROTOCOL = "/protocols/social-media/v1"
HERE = "/admin/protocols/social-media/drafts/1"
STEP = f"{HERE}/steps/10"
NIGHT = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)
KEPT = "The page of results as it was, with the time."


def counsel(people: People) -> Actor:
    return people.make("Attorney Kim Ode", Role.AUDITOR)


@pytest.fixture
def priya(people: People) -> Browser:
    """The HR administrator's browser."""
    return people.browser(hr(people))


@pytest.fixture
def kim(people: People) -> Browser:
    """Counsel's browser."""
    return people.browser(counsel(people))


def post(browser: Browser, page: str, action: str, **values: str) -> str:
    """Send one form of a page, and return where it leads."""
    answer = send(browser, page, action, **values)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


@pytest.mark.clause("Hamden D.5")
def test_hr_rewords_counsel_approves_and_the_edition_is_taken(
    priya: Browser, kim: Browser, people: People, app: Flask
) -> None:
    assert post(priya, PROTOCOL, "/admin/protocols/social-media/drafts") == HERE
    assert "Both say the same" in shown(priya, HERE)
    assert "says the same as version 1" in text_of(send(priya, HERE, f"{HERE}/send"), 409)
    assert post(priya, STEP, STEP, evidence=KEPT, method_text="Read the first two pages.") == HERE
    page = shown(priya, HERE)
    assert "1 step changed" in page
    assert "saved wording 2" in page
    post(priya, HERE, f"{HERE}/send")
    assert "Counsel is reading this draft" in text_of(send(priya, STEP, evidence="Another."), 409)
    assert "Read the first two pages." in shown(kim, f"{HERE}/diff")
    assert "Write what is to change" in text_of(send(kim, f"{HERE}/return", words="No."), 409)
    seen = values_of(form_on(kim.get(HERE).text, f"{HERE}/approve"))
    post(kim, f"{HERE}/return", f"{HERE}/return", words="Say three pages again, please.")
    assert "Say three pages again, please." in shown(priya, HERE)
    post(priya, STEP, STEP, method_text="Read the first three pages.")
    post(priya, HERE, f"{HERE}/send")
    assert kim.post(f"{HERE}/approve", data=seen).status_code == 409, "it is another wording by now"
    post(kim, HERE, f"{HERE}/approve")
    assert post(priya, HERE, f"{HERE}/publish") == "/protocols/social-media/v2"
    page = shown(priya, "/protocols/social-media/v2")
    assert KEPT in page
    assert "No requisition is bound to it yet." in page
    assert "What differs between version 1 and version 2" in page
    assert "is published, so it cannot change. Make version 3." in text_of(send(priya, STEP, why="So."), 409)
    with app.app_context():
        facts = drawn_up(people, protocol=("social-media", 2))
        row = db.session.get_one(Requisition, facts.requisition_id)
        mine = protocol_on_file(db.session, "social-media", 2)
        assert (row.protocol_version, row.protocol_digest) == (2, mine.digest)
        assert mine.step("10").evidence == KEPT
        told = [line.event for line in ledger_page(db.session, limit=12).lines]
        assert told[:3] == ["PROTOCOL_PINNED", "REQUISITION_CREATED", "PROTOCOL_PUBLISHED"]
        assert told[3:6] == ["PROTOCOL_DRAFT_APPROVED", "PROTOCOL_DRAFT_SENT", "PROTOCOL_DRAFT_SAVED"]
    assert "social-media:2" in priya.get("/admin/requisitions/new").text


def test_steps_are_added_moved_and_taken_out_each_time_as_a_further_wording(priya: Browser) -> None:
    post(priya, PROTOCOL, "/admin/protocols/social-media/drafts")
    new = f"{HERE}/steps/new"
    values = {"title": "Podcasts", "section": "Platforms", "why": "They are public.", "queries": "{handle}"}
    missing = text_of(send(priya, new, **values), 422)
    assert "Write what is to be done" in missing
    assert "Podcasts" in missing, "nothing typed is lost"
    values |= {"method_text": "Search by handle.", "places": "Spotify", "evidence": KEPT}
    unknown = text_of(send(priya, new, **values | {"queries": "{mother}"}, methods="site-search"), 422)
    assert "Nothing supplies {mother}" in unknown
    post(priya, new, new, **values, methods="site-search")
    page = shown(priya, HERE)
    assert "21 Podcasts" in page
    assert "1 step added, 4 steps under another number alone" in page
    post(priya, HERE, f"{HERE}/steps/21/move", way="up")
    assert "20 Podcasts" in shown(priya, HERE)
    late = values_of(form_on(priya.get(HERE).text, f"{HERE}/steps/20/move")) | {"way": "out"}
    post(priya, HERE, f"{HERE}/steps/01/move", way="out")
    assert priya.post(f"{HERE}/steps/20/move", data=late).status_code == 409, "somebody saved meanwhile"
    assert "1 step added, 1 step taken out" in shown(priya, HERE)
    assert "saved wording 4" in shown(priya, HERE)
    post(priya, HERE, f"{HERE}/set-aside")
    assert "Set aside" in shown(priya, "/protocols")
    assert post(priya, PROTOCOL, "/admin/protocols/social-media/drafts") == HERE.replace("/1", "/2")


@pytest.mark.clause("Hamden D.4")
def test_a_draft_that_looks_for_something_protected_goes_nowhere(priya: Browser) -> None:
    post(priya, PROTOCOL, "/admin/protocols/social-media/drafts")
    post(priya, STEP, STEP, evidence=KEPT, queries='"{name}" church')
    page = shown(priya, HERE)
    assert "In the way" in page
    assert "looks for religion" in text_of(send(priya, HERE, f"{HERE}/send"), 409)


def _drawn_up(people: People) -> None:
    """Make a draft that says something else; inside an application context."""
    with unit_of_work(hr(people)) as work:
        drafting.make_draft(work, "social-media")
    with unit_of_work(hr(people)) as work:
        drafting.reword(work, "social-media", 1, seen=1, change=partial(without_step, code="24"))


def _published(people: People) -> ProtocolEdition:
    """Publish version 2, as counsel approved it; inside an application context."""
    _drawn_up(people)
    with unit_of_work(hr(people)) as work:
        drafting.send_to_counsel(work, "social-media", 1)
    with unit_of_work(counsel(people)) as work:
        drafting.rule_on_draft(work, "social-media", 1, seen=2)
    with unit_of_work(hr(people)) as work:
        return drafting.publish(work, "social-media", 1)


def test_one_draft_at_a_time_and_each_act_by_whom_it_is_given(session: Session, people: People) -> None:
    _drawn_up(people)
    with pytest.raises(Refused, match="Draft 1 of this protocol"), unit_of_work(hr(people)) as work:
        drafting.make_draft(work, "social-media")
    with pytest.raises(Denied), unit_of_work(counsel(people)) as work:
        drafting.send_to_counsel(work, "social-media", 1)
    with pytest.raises(Refused, match="not with counsel"), unit_of_work(counsel(people)) as work:
        drafting.rule_on_draft(work, "social-media", 1, seen=2)
    with pytest.raises(Refused, match="the very wording"), unit_of_work(hr(people)) as work:
        drafting.publish(work, "social-media", 1)
    with pytest.raises(NotFound), unit_of_work(hr(people)) as work:
        drafting.make_draft(work, "no-such-protocol")
    assert [one.version for one in protocols_on_file(session)] == [1]


def test_an_edition_is_found_by_its_fingerprint(session: Session, people: People) -> None:
    made = _published(people)
    shipped = editions().protocol("social-media", 1)
    assert protocol_on_file(session, "social-media", 1, shipped.digest) == shipped
    assert protocol_on_file(session, "social-media", 2, made.digest).steps == shipped.steps[:-1]
    with pytest.raises(ChangedEdition, match="not the one that was pinned"):
        protocol_on_file(session, "social-media", 2, shipped.digest)
    row = made.protocol, made.number, made.published_on, made.content.replace("first three", "first nine")
    assert edition_of(*row).digest != made.digest


@pytest.mark.sqlite  # its wall is torn down, as whoever can write the file does
def test_a_changed_row_is_noticed_as_a_broken_fingerprint(app: Flask, people: People, priya: Browser) -> None:
    with app.app_context():
        digest = _published(people).digest
        db.session.rollback()
        with db.engine.begin() as connection:
            connection.execute(text("DROP TRIGGER wall_protocol_editions_update"))
            changed = "replace(content, 'first three', 'first nine')"
            connection.execute(text(f"UPDATE protocol_editions SET content = {changed}"))
        for pinned in (digest, None):
            with pytest.raises(ChangedEdition, match="social-media version 2 changed"):
                protocol_on_file(db.session, "social-media", 2, pinned)
    assert priya.get("/protocols/social-media/v2").status_code in (409, 503)


def test_the_same_wording_has_the_same_text() -> None:
    shipped = editions().protocol("social-media", 1)
    again = edition_of(shipped.id, shipped.version, shipped.published_on, content_of(shipped))
    assert again == replace(shipped, digest=again.digest)
    assert content_of(again) == content_of(shipped)
    with pytest.raises(FaultyEdition, match="social-media version 3"):
        edition_of("social-media", 3, shipped.published_on, "{}")


def test_the_database_takes_what_counsel_approved_alone(
    app: Flask, people: People, settings: Settings
) -> None:
    with app.app_context():
        _drawn_up(people)
        draft = draft_of(db.session, "social-media", 1)
        of = {"draft_id": draft.facts.draft_id}
        db.session.rollback()
        act = of | {"number": 1, "wording": 2, "words": "", "done_at": NIGHT}
        edition = of | {"protocol": "social-media", "number": 2, "published_on": NIGHT.date()}
        edition |= {"content": content_of(draft.wording), "digest": "0" * 64, "published_at": NIGHT}
        author, reader = hr(people).person_id, counsel(people).person_id
        with refused("ruled on by an auditor"):
            put(settings, ProtocolDraftAct, id=uuid4(), **act, act="approved", done_by=author)
        with refused("ruled on by an auditor"):
            put(settings, ProtocolDraftAct, id=uuid4(), **act, act="approved", done_by=reader)
        with refused("the very wording that counsel approved"):
            put(settings, ProtocolEdition, id=uuid4(), **edition, published_by=author)
        with unit_of_work(hr(people)) as work:
            drafting.send_to_counsel(work, "social-media", 1)
        wording = of | {"number": 3, "content": "{}", "saved_by": author, "saved_at": NIGHT}
        with refused("not worded otherwise"):
            put(settings, ProtocolWording, id=uuid4(), **wording)
        with unit_of_work(counsel(people)) as work:
            drafting.rule_on_draft(work, "social-media", 1, seen=2)
        with refused("the very wording that counsel approved"):
            put(settings, ProtocolEdition, id=uuid4(), **edition | {"content": "{}"}, published_by=author)
        with unit_of_work(hr(people)) as work:
            drafting.publish(work, "social-media", 1)
        with refused("nothing is done with a draft"):
            put(settings, ProtocolDraftAct, id=uuid4(), **act | {"number": 3}, act="sent", done_by=author)
        for table in ("protocol_drafts", "protocol_wordings", "protocol_draft_acts", "protocol_editions"):
            with refused("rows are never changed"), db.engine.begin() as connection:
                connection.execute(text(f"UPDATE {table} SET version = version + 1"))

"""A statement that is sworn: ready, unchanged, before an officer who neither searches nor decides."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from flask import current_app
from flask_babel import force_locale, gettext
from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.exc import IntegrityError

from tests.affidavits.conftest import Site
from tests.affidavits.test_access import allows
from tests.factories.affidavits import COMPLETE, Round
from tests.pages.affidavits import answer, candidate_answers, candidate_signs, hidden
from tests.people import Browser, People
from tests.walls import against, refused
from tracker.affidavits import sworn_paper
from tracker.affidavits.access import agree_access
from tracker.affidavits.models import AccessGrant, Affidavit, PendingStatement, StatementEnd
from tracker.affidavits.own import editions_of
from tracker.affidavits.setting import setting_of
from tracker.affidavits.swearing import Oath, make_statement, take_oath
from tracker.affidavits.waiting_statement import waiting_of
from tracker.affidavits.words import Say, english
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Denied, NotFound, Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.legal import SigningMethod
from tracker.policy.vocabulary import Stage
from tracker.policy.ways import A_DAY, WITHIN
from tracker.printing.sworn import Unsworn

NAME = "Marisol Peña"
SWORN: dict[str, Any] = {
    "identified_by": "Driver’s license",
    "officer": "Grace Hall",
    "title": "Notary public",
    "authority": "CGS 1-24",
    "venue": "Riverton, Hartford County, Connecticut",
}


def ready(hiring: Round, case: CaseFacts, language: str = "en") -> str:
    """Answer everything, make the statement ready, and return the digest of its text."""
    hiring.answer(case, COMPLETE)
    with unit_of_work(hiring.candidate(case)) as work:
        make_statement(work, case, method=SigningMethod.OATH, language=language, say=english)
    waiting = waiting_of(db.session, case.case_id)
    assert waiting
    assert waiting.intact
    return waiting.digest


def test_statements_have_an_end_within_a_day(hiring: Round, case: CaseFacts, clock: FixedClock) -> None:
    def again() -> None:
        with unit_of_work(hiring.candidate(case)) as work:
            make_statement(work, case, method=SigningMethod.NOTARY, language="en", say=english)

    hiring.answer(case, COMPLETE)
    for _ in range(A_DAY):
        again()
    with pytest.raises(Refused, match=f"{A_DAY} times within a day"):
        again()
    clock.advance(WITHIN)
    again()


def swear(actor: Actor, case: CaseFacts, digest: str, **changes: Any) -> Affidavit:
    """Record the oath."""
    oath = replace(Oath(shown_digest=digest, sworn_today=True, **SWORN), **changes)
    with unit_of_work(actor) as work:
        return take_oath(work, case, oath=oath, say=english)


def test_what_is_sworn_is_the_frozen_text_and_the_officers_part_under_one_fingerprint(
    hiring: Round, case: CaseFacts
) -> None:
    digest = ready(hiring, case)
    waiting = waiting_of(db.session, case.case_id)
    filed = swear(hiring.hr, case, digest)
    (edition,) = editions_of(db.session, case.case_id, english)
    assert waiting
    assert edition.text.startswith(waiting.text)
    assert hashlib.sha256(edition.document).hexdigest() == filed.fingerprint
    assert edition.intact
    for said in (*SWORN.values(), digest, NAME):
        assert said in edition.text
    assert filed.declaration == "oath"
    assert hiring.now(case).stage is Stage.SEARCH
    assert waiting_of(db.session, case.case_id) is None
    assert db.session.query(StatementEnd.why).all() == [("filed",)]


def test_a_changed_answer_ends_the_statement(hiring: Round, case: CaseFacts) -> None:
    digest = ready(hiring, case)
    hiring.answer(case, replace(COMPLETE, anything_else="A game forum"), part="other")
    assert waiting_of(db.session, case.case_id) is None
    with pytest.raises(NotFound):
        swear(hiring.hr, case, digest)


def test_who_searches_takes_no_oath_by_name_either(hiring: Round, case: CaseFacts) -> None:
    digest = ready(hiring, case)
    with pytest.raises(Refused, match="searches in this case cannot take the oath"):
        swear(hiring.hr, case, digest, officer="dana  RUIZ")
    with pytest.raises(Denied):
        swear(hiring.supervisor, case, digest)


def test_another_text_and_no_tick_are_refused(hiring: Round, case: CaseFacts) -> None:
    digest = ready(hiring, case)
    with pytest.raises(Refused, match="changed since this page was opened"):
        swear(hiring.hr, case, "0" * 64)
    with pytest.raises(Refused, match="Tick that it was sworn"):
        swear(hiring.hr, case, digest, sworn_today=False)


@pytest.mark.clause("Hampton F.2")
def test_access_goes_to_whom_the_sworn_text_names_and_a_later_one_needs_a_yes(
    hiring: Round, case: CaseFacts, people: People, clock: FixedClock
) -> None:
    digest = ready(hiring, case)
    luis = people.make("Luis Ortega", Role.INVESTIGATOR)
    later = hiring.assign(case, luis)
    swear(hiring.hr, later, digest)
    (edition,) = editions_of(db.session, case.case_id, english)
    assert "Together with Dana Ruiz" in edition.text
    assert "Luis" not in edition.text
    named = db.session.scalars(select(AccessGrant.investigator_id).distinct()).all()
    assert named == [hiring.dana.person_id]
    assert allows(case, hiring.dana, clock)
    assert not allows(case, luis, clock)
    with unit_of_work(hiring.candidate(case)) as work:
        agreed = agree_access(work, hiring.now(case), number=1, to=luis.person_id)
    assert agreed.investigator_id == luis.person_id
    assert allows(case, luis, clock)


def test_a_statement_made_before_anybody_had_the_case_names_nobody(hiring: Round, people: People) -> None:
    case = hiring.case(NAME, assigned=False)
    digest = ready(hiring, case)
    swear(hiring.hr, hiring.assign(case, people.make("Luis Ortega", Role.INVESTIGATOR)), digest)
    assert db.session.scalars(select(AccessGrant.investigator_id).distinct()).all() == [None]


@pytest.mark.clause("Hamden D.4")
@pytest.mark.parametrize("name", ["identified_by", "officer", "title", "authority", "venue", "commission"])
def test_an_oath_keeps_no_password(hiring: Round, case: CaseFacts, name: str) -> None:
    digest = ready(hiring, case)
    with pytest.raises(Refused) as refusal:
        swear(hiring.hr, case, digest, **{name: "password: hunter22!"})
    assert [one.ref for one in refusal.value.unmet] == ["R-03"]
    with pytest.raises(Refused, match="Enter the place"):
        swear(hiring.hr, case, digest, venue=" ")
    with pytest.raises(Refused, match="commission ended"):
        swear(hiring.hr, case, digest, commission_ends=date(2020, 1, 1))
    assert waiting_of(db.session, case.case_id)
    assert db.session.scalar(select(func.count()).select_from(Affidavit)) == 0


@pytest.mark.clause("Hamden D.2")
def test_the_database_takes_no_oath_from_who_searches_or_decides(hiring: Round, case: CaseFacts) -> None:
    ready(hiring, case)
    seated = text("SELECT person_id FROM board_seats LIMIT 1")
    with db.engine.connect() as connection:
        member = UUID(str(connection.execute(seated).scalar_one()))
    statement = db.session.scalars(select(PendingStatement)).one()
    row = {"version": 1, "statement_id": statement.id, "case_id": case.case_id, "why": "filed"}
    row["ended_at"] = statement.made_at
    db.session.rollback()
    ends = cast(Table, StatementEnd.__table__)
    for who in (hiring.dana.person_id, member):
        with pytest.raises(IntegrityError, match="records no oath in it"), db.engine.begin() as connection:
            connection.execute(insert(ends), {**row, "id": uuid4(), "recorded_by": who})
    with db.engine.begin() as connection:
        connection.execute(insert(ends), {**row, "id": uuid4(), "recorded_by": hiring.hr.person_id})


@pytest.mark.clause("Hampton F.2")
@pytest.mark.parametrize(("way", "edition"), [("oath", 2), ("notary", 1), ("notary", 2)])
def test_the_database_files_nothing_as_sworn_of_which_nobody_recorded_it(
    hiring: Round, case: CaseFacts, way: str, edition: int
) -> None:
    swear(hiring.hr, case, ready(hiring, case))
    filed = cast(Table, Affidavit.__table__)
    with db.engine.connect() as connection:
        row = dict(connection.execute(select(filed)).mappings().one())
    row |= {"id": uuid4(), "reference": "D-26-AAAAA", "edition": edition, "declaration": way}
    with pytest.raises(IntegrityError, match="before somebody recorded"), db.engine.begin() as connection:
        connection.execute(insert(filed), row)


def test_the_database_keeps_a_statement_as_it_was_made(hiring: Round, case: CaseFacts) -> None:
    ready(hiring, case)
    for change in ("UPDATE pending_statements SET digest = 'x'", "DELETE FROM pending_statements"):
        with refused(against(change)), db.engine.begin() as connection:
            connection.execute(text(change))


def test_from_the_candidates_choice_to_the_receipt(site: Site, phone: Browser) -> None:
    candidate_answers(phone, ("instagram", "marisol"))
    assert "Other ways to sign" in phone.get("/a/sign").text
    assert phone.post("/a/sign/ways", data={"way": "oath"}).location == "/a/sign/ways"
    assert "Bring an ID card" in phone.get("/a/sign/ways").text
    assert "Your statement is ready to be sworn" in phone.get("/a").text
    paper = phone.get("/a/sign/statement.pdf")
    assert paper.data.startswith(b"%PDF-")
    desk, page = site.desk(site.round.hr), f"/admin/candidates/{site.case.reference}/oath"
    told = desk.get(f"/admin/candidates/{site.case.reference}/invitation").text
    assert "To be sworn" in told
    assert f'href="{page}"' in told
    shown = desk.get(page).text
    assert "marisol" in shown
    missing = desk.post(page, data={"shown": hidden(shown, "shown"), "officer": "Grace Hall"})
    assert missing.status_code == 422
    assert 'value="Grace Hall"' in missing.text
    whole = {**SWORN, "shown": hidden(shown, "shown"), "sworn_today": "y"}
    refused = desk.post(page, data={**whole, "officer": "Dana Ruiz"})
    assert refused.status_code == 422
    assert "witness to what they check" in refused.text
    assert desk.post(page, data=whole).status_code == 303
    assert "We have your affidavit" in phone.get("/a/receipt").text
    assert desk.get(page).status_code == 404


@pytest.mark.parametrize("language", ["en", "es"])
def test_on_paper_the_officer_signs_words_of_their_own(
    hiring: Round, case: CaseFacts, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    seen: list[Unsworn] = []

    def kept(unsworn: Unsworn, _: Say) -> bytes:
        seen.append(unsworn)
        return b"%PDF-"

    monkeypatch.setattr(sworn_paper, "printed", kept)
    ready(hiring, case, language)
    setting, waiting = setting_of(db.session, case.case_id), waiting_of(db.session, case.case_id)
    declaration = setting.profile.declaration(SigningMethod.OATH)
    assert waiting
    assert declaration
    with current_app.test_request_context(), force_locale(language):
        sworn_paper.paper_to_swear(setting, waiting, gettext)
    (unsworn,) = seen
    assert unsworn.declaration == declaration.words(language)
    assert unsworn.oath not in unsworn.declaration
    assert {"en": "before me", "es": "ante mí"}[language] in unsworn.oath
    assert not re.search(r"\b(my|mis?|I swear|juro)\b", unsworn.oath)


def test_others_do_not_see_the_page_and_unknown_ways_are_refused(site: Site, phone: Browser) -> None:
    candidate_answers(phone)
    assert phone.post("/a/sign/ways", data={"way": "magic"}).status_code == 404
    phone.post("/a/sign/ways", data={"way": "oath"})
    for unknown in ("magic", "paper", "", "NONE", "declaration"):
        assert phone.post("/a/sign/ways", data={"way": unknown}).status_code == 404, unknown
    assert "Your statement is ready to be sworn" in phone.get("/a").text
    page = f"/admin/candidates/{site.case.reference}/oath"
    assert site.desk(site.round.supervisor).get(page).status_code == 403
    assert phone.get(page).status_code in (403, 404)
    assert phone.post("/a/sign/ways", data={"way": "none"}).status_code == 303
    assert phone.get("/a/sign/statement.pdf").status_code == 404


def test_signing_here_ends_the_statement_and_an_amendment_is_sworn_the_same_way(
    site: Site, phone: Browser
) -> None:
    candidate_answers(phone, ("instagram", "marisol"))
    phone.post("/a/sign/ways", data={"way": "oath"})
    assert candidate_signs(phone, NAME).location == "/a/receipt"
    assert site.read(lambda _: waiting_of(db.session, site.case.case_id)) is None
    phone.post("/a/change")
    answer(phone, "/a/other", anything_else="A game forum")
    phone.post("/a/sign/ways", data={"way": "oath"})
    assert "Your statement is ready to be sworn" in phone.get("/a").text
    desk, page = site.desk(site.round.hr), f"/admin/candidates/{site.case.reference}/oath"
    whole = {**SWORN, "shown": hidden(desk.get(page).text, "shown"), "sworn_today": "y"}
    assert desk.post(page, data=whole).status_code == 303
    assert [
        one.edition for one in site.read(lambda _: editions_of(db.session, site.case.case_id, english))
    ] == [1, 2]

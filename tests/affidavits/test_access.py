"""Access: given at signing to a named investigator, stopped at any time, never passed on unasked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.affidavits.conftest import Site
from tests.factories.affidavits import COMPLETE, INSTAGRAM, TIKTOK, Round
from tests.factories.around import alter, put
from tests.pages.filled import form_on, shown, values_of
from tests.people import People
from tracker.affidavits.access import agree_access, note_use, stop_access
from tracker.affidavits.drafts import begin_change, draft_of
from tracker.affidavits.models import AccessGrant, Affidavit
from tracker.affidavits.own import AccessRow, access_of
from tracker.affidavits.queries import account_word, declared_accounts, grants, live_grant
from tracker.cases.conflicts import declare_conflict
from tracker.cases.models import Case
from tracker.clock import FixedClock
from tracker.db import Record, db, unit_of_work
from tracker.ledger.models import ledger_entries
from tracker.mail.models import OutgoingMail
from tracker.policy.access_modes import is_live
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Denied, NotFound, Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.mailing import MailKind
from tracker.policy.vocabulary import AccessMode, ConflictAnswer, Stage


def rows(hiring: Round, case: CaseFacts, clock: FixedClock) -> tuple[AccessRow, ...]:
    """Return the access as the candidate's status page shows it."""
    now = hiring.now(case)
    names = {hiring.dana.person_id: "Dana Ruiz"}
    return access_of(
        db.session,
        case.case_id,
        clock.now(),
        investigator_id=now.investigator_id,
        investigator=names.get(now.investigator_id, "Luis Ortega") if now.investigator_id else "",
    )


def allows(case: CaseFacts, who: Actor, clock: FixedClock, mode: AccessMode = AccessMode.TOGETHER) -> bool:
    """Say whether somebody may look at account 1."""
    found = live_grant(
        db.session, case.case_id, number=1, mode=mode, investigator_id=who.person_id, at=clock.now()
    )
    return found is not None


def events(case: CaseFacts) -> list[str]:
    """Return the acts recorded about a case."""
    found = db.session.execute(
        ledger_entries.select().where(ledger_entries.c.case_id == str(case.case_id))
    ).all()
    return [row.event for row in found]


def test_access_is_for_the_named_investigator_and_the_chosen_way(
    hiring: Round, case: CaseFacts, people: People, clock: FixedClock
) -> None:
    hiring.file(case)
    assert allows(case, hiring.dana, clock)
    assert not allows(case, hiring.dana, clock, AccessMode.CANDIDATE_EXPORT)
    assert not allows(case, people.make("Luis Ortega", Role.INVESTIGATOR), clock)
    assert events(case).count("ACCESS_GRANTED") == 2


def test_stopping_ends_it_at_once_and_needs_no_reason(
    hiring: Round, case: CaseFacts, clock: FixedClock
) -> None:
    hiring.file(case)
    with unit_of_work(hiring.candidate(case)) as work:
        stop_access(work, hiring.now(case), number=1)
    assert not allows(case, hiring.dana, clock)
    assert rows(hiring, case, clock)[0].stopped_at == clock.now()
    assert declared_accounts(db.session, case.case_id)[0].mode is AccessMode.PUBLIC_ONLY
    with pytest.raises(Refused, match="has ended already"), unit_of_work(hiring.candidate(case)) as work:
        stop_access(work, hiring.now(case), number=1)
    assert "ACCESS_STOPPED" in events(case)


@pytest.mark.clause("Hampton F.2")
def test_a_stop_on_one_account_stops_logging_for_that_account_alone(
    hiring: Round, case: CaseFacts, people: People, clock: FixedClock
) -> None:
    both = (INSTAGRAM, replace(TIKTOK, mode=AccessMode.TOGETHER.value))
    hiring.file(case, replace(COMPLETE, accounts=(*both, *COMPLETE.accounts[2:])))
    dana = people.browser(hiring.dana)
    steps = f"/cases/{case.reference}/steps"
    with unit_of_work(hiring.dana) as work:
        declare_conflict(work, hiring.now(case), answer=ConflictAnswer.NONE)
    with unit_of_work(hiring.candidate(case)) as work:
        stop_access(work, hiring.now(case), number=1)
    given = {one.account: one for one in grants(db.session, case.case_id)}
    assert {account: is_live(one, clock.now()) for account, one in given.items()} == {
        account_word(1): False,
        account_word(2): True,
    }
    assert "This access is stopped since" in shown(dana, f"{steps}/04")
    assert "stopped since" not in shown(dana, f"{steps}/06")
    for step, account, refused in (("04", "1", True), ("06", "2", False)):
        page = shown(dana, f"{steps}/{step}/search")
        form = values_of(form_on(page, f"{steps}/{step}/search")) | {
            "method": "together-session",
            "signed_in": "with-candidate",
            "account": account,
            "result": "nothing-found",
            "department_device": "y",
            "query": "Marisol",
        }
        told = dana.post(f"{steps}/{step}/search", data=form).get_data(as_text=True)
        assert ("The candidate stopped this access to Instagram on " in told) is refused


def test_the_investigator_has_a_mail_that_names_neither_candidate_nor_account(
    app: Flask, hiring: Round, case: CaseFacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    hiring.file(case)
    with_mail = app.extensions["settings"].model_copy(update={"mail_files": True})
    monkeypatch.setitem(db.session.info, "settings", with_mail)
    with unit_of_work(hiring.candidate(case)) as work:
        stop_access(work, hiring.now(case), number=1)
    (mail,) = db.session.scalars(
        select(OutgoingMail).where(OutgoingMail.kind == MailKind.ACCESS_STOPPED.value)
    )
    assert mail.case_id is None, "no list of the case's mails tells of it"


def test_only_the_candidate_stops_access(hiring: Round, case: CaseFacts) -> None:
    hiring.file(case)
    with pytest.raises(Denied), unit_of_work(hiring.dana) as work:
        stop_access(work, hiring.now(case), number=1)
    other = hiring.case("Ana Lima")
    with pytest.raises(NotFound), unit_of_work(hiring.candidate(other)) as work:
        stop_access(work, hiring.now(case), number=1)


def test_access_does_not_pass_to_another_investigator_unless_the_candidate_agrees(
    hiring: Round, case: CaseFacts, people: People, clock: FixedClock
) -> None:
    hiring.file(case)
    luis = people.make("Luis Ortega", Role.INVESTIGATOR)
    case = hiring.assign(hiring.now(case), luis)
    assert not allows(case, luis, clock)
    assert [row.asks_for for row in rows(hiring, case, clock)] == ["Luis Ortega", ""]
    with unit_of_work(hiring.candidate(case)) as work:
        agree_access(work, case, number=1, to=case.investigator_id)
    assert allows(case, luis, clock)
    assert not allows(case, hiring.dana, clock)
    with pytest.raises(NotFound), unit_of_work(hiring.candidate(case)) as work:
        agree_access(work, case, number=1, to=case.investigator_id)


def test_access_given_before_anybody_had_the_case_names_nobody(
    hiring: Round, people: People, clock: FixedClock
) -> None:
    case = hiring.case("Ana Lima", assigned=False)
    hiring.file(case)
    assert {one.investigator_id for one in grants(db.session, case.case_id)} == {None}
    case = hiring.assign(hiring.now(case), hiring.dana)
    assert not allows(case, hiring.dana, clock)
    with unit_of_work(hiring.candidate(case)) as work:
        agree_access(work, case, number=1, to=case.investigator_id)
    assert allows(case, hiring.dana, clock)


def test_a_yes_holds_for_the_investigator_who_was_named_alone(
    hiring: Round, case: CaseFacts, people: People, clock: FixedClock
) -> None:
    hiring.file(case)
    luis, sam = people.make("Luis Ortega", Role.INVESTIGATOR), people.make("Sam Brown", Role.INVESTIGATOR)
    hiring.assign(hiring.now(case), luis)
    case = hiring.assign(hiring.now(case), sam)
    with (
        pytest.raises(Refused, match="Somebody else has your case"),
        unit_of_work(hiring.candidate(case)) as work,
    ):
        agree_access(work, case, number=1, to=luis.person_id)
    assert not any(allows(case, who, clock) for who in (luis, sam))
    with unit_of_work(hiring.candidate(case)) as work:
        agree_access(work, case, number=1, to=sam.person_id)
    assert [allows(case, who, clock) for who in (hiring.dana, luis, sam)] == [False, False, True]
    case = hiring.assign(hiring.now(case), luis)
    assert not any(allows(case, who, clock) for who in (hiring.dana, luis))
    assert rows(hiring, case, clock)[0].asks_for == "Luis Ortega"


def test_what_was_stopped_or_has_ended_is_not_brought_back_by_a_yes(
    hiring: Round, case: CaseFacts, people: People, clock: FixedClock
) -> None:
    hiring.file(case)
    luis = people.make("Luis Ortega", Role.INVESTIGATOR)
    case = hiring.assign(hiring.now(case), luis)
    ends = rows(hiring, case, clock)[0].ends_at
    with unit_of_work(hiring.candidate(case)) as work:
        stop_access(work, case, number=1)
    with pytest.raises(NotFound), unit_of_work(hiring.candidate(case)) as work:
        agree_access(work, case, number=1, to=luis.person_id)
    clock.set(ends + timedelta(seconds=1))
    with pytest.raises(NotFound), unit_of_work(hiring.candidate(case)) as work:
        agree_access(work, case, number=2, to=luis.person_id)


def test_a_change_filed_meanwhile_gives_access_to_whoever_has_the_case_and_is_named_in_it(
    hiring: Round, case: CaseFacts, people: People, clock: FixedClock
) -> None:
    hiring.file(case)
    luis = people.make("Luis Ortega", Role.INVESTIGATOR)
    case = hiring.assign(hiring.now(case), luis)
    hiring.amend(case, other_names=("Mari P",))
    assert [allows(case, who, clock) for who in (hiring.dana, luis)] == [False, True]
    with pytest.raises(NotFound), unit_of_work(hiring.candidate(case)) as work:
        agree_access(work, hiring.now(case), number=1, to=luis.person_id)


def test_access_ends_by_itself(hiring: Round, case: CaseFacts, clock: FixedClock) -> None:
    hiring.file(case)
    ends = rows(hiring, case, clock)[0].ends_at
    assert ends > clock.now() + timedelta(days=100)
    clock.set(ends + timedelta(seconds=1))
    assert not allows(case, hiring.dana, clock)
    assert not rows(hiring, case, clock)[0].live


def test_a_use_shows_to_the_candidate(
    session: Session, hiring: Round, case: CaseFacts, clock: FixedClock
) -> None:
    hiring.file(case)
    facts = live_grant(
        session,
        case.case_id,
        number=1,
        mode=AccessMode.TOGETHER,
        investigator_id=hiring.dana.person_id,
        at=clock.now(),
    )
    assert facts is not None
    with unit_of_work(hiring.dana) as work:
        note_use(work, hiring.now(case), grant_id=facts.grant_id, number=1)
    assert rows(hiring, case, clock)[0].used == (clock.now(),)
    assert rows(hiring, case, clock)[1].used == ()


def test_an_amendment_gives_its_own_access_and_stops_what_it_takes_off(
    hiring: Round, case: CaseFacts, clock: FixedClock
) -> None:
    hiring.file(case)
    clock.advance(timedelta(days=1))
    hiring.amend(case, accounts=(replace(INSTAGRAM, mode="candidate-export"),), has_former=False)
    assert not allows(case, hiring.dana, clock)
    assert allows(case, hiring.dana, clock, AccessMode.CANDIDATE_EXPORT)
    live = [grant for grant in grants(db.session, case.case_id) if is_live(grant, clock.now())]
    assert [(grant.account, grant.mode) for grant in live] == [("1", AccessMode.CANDIDATE_EXPORT)]
    assert events(case).count("ACCESS_CHANGED") == 1
    assert events(case).count("ACCESS_STOPPED") == 1


def test_an_amendment_that_leaves_access_alone_changes_nothing_about_it(
    hiring: Round, case: CaseFacts, clock: FixedClock
) -> None:
    hiring.file(case)
    hiring.amend(case, other_names=("Mari P", "M. Ortiz"))
    assert allows(case, hiring.dana, clock)
    assert "ACCESS_CHANGED" not in events(case)
    assert "ACCESS_STOPPED" not in events(case)


def test_access_that_was_stopped_is_asked_again_in_an_amendment(hiring: Round, case: CaseFacts) -> None:
    hiring.file(case)
    candidate = hiring.candidate(case)
    with unit_of_work(candidate) as work:
        stop_access(work, hiring.now(case), number=1)
    with unit_of_work(candidate) as work:
        begin_change(work, hiring.now(case))
    modes = {one.number: one.mode for one in draft_of(db.session, case.case_id).answers.accounts}
    assert modes == {1: "", 2: "public-only", 3: ""}
    with pytest.raises(Refused, match="Choose how your investigator may look at Instagram: "):
        hiring.sign(hiring.now(case))


@pytest.mark.clause("Hampton F.2")
@pytest.mark.parametrize("stage", [Stage.WITHDRAWN, Stage.DECIDED, Stage.CLOSED])
def test_what_ended_with_the_application_is_not_stopped_again(site: Site, stage: Stage) -> None:
    with site.inside() as hiring:
        hiring.file(site.case)
        hiring.move(site.case, stage)
        acts = events(site.case)
        for who in (hiring.candidate(site.case), hiring.hr):
            with pytest.raises(Refused, match="All access ended with it"), unit_of_work(who) as work:
                stop_access(work, hiring.now(site.case), number=1)
    phone, desk = site.phone(), site.desk(site.round.hr)
    for answer in (phone.get("/a/stop/1"), phone.post("/a/stop/1")):
        assert answer.status_code == 409
        assert "This application is over. All access ended with it." in answer.text
    assert "Esta solicitud terminó. Con ella terminó todo acceso." in phone.get("/es/a/stop/1").text
    address = f"/admin/candidates/{site.case.reference}/access"
    assert "There is no access to stop" in desk.get(address).text
    assert desk.post(address, data={"which": "1", "sure": "y"}).status_code == 422
    with site.inside():
        assert grants(db.session, site.case.case_id)[0].stopped_at is None
        assert set(events(site.case)) <= {*acts, "SIGNED_IN"}


@pytest.mark.clause("Hampton F.2")
@pytest.mark.parametrize(
    ("stage", "corrected"),
    [
        (Stage.WITHDRAWN, False),
        (Stage.DECIDED, False),
        (Stage.CLOSED, False),
        (Stage.DECIDED, True),
    ],
)
def test_the_database_files_nothing_and_gives_no_access_once_it_is_over(
    app: Flask, hiring: Round, case: CaseFacts, stage: Stage, corrected: bool
) -> None:
    hiring.file(case)
    settings, kept = app.extensions["settings"], dict[type[Record], dict[str, Any]]()
    for row in (Affidavit, AccessGrant):
        found = db.session.execute(select(row.__table__).where(row.case_id == case.case_id)).first()
        assert found is not None
        kept[row] = found._asdict() | {"id": uuid4()}
    hiring.move(case, stage)
    if corrected:
        alter(settings, Case, case.case_id, corrected_from=stage, stage=Stage.REVIEW)
    for kind, values in kept.items():
        values.pop("version")
        with pytest.raises(IntegrityError, match="in a case that was decided or withdrawn"):
            put(settings, kind, **values)


@pytest.mark.parametrize("stage", [Stage.WITHDRAWN])
def test_after_withdrawing_nobody_is_asked_to_agree(
    hiring: Round, case: CaseFacts, people: People, stage: Stage
) -> None:
    hiring.file(case)
    case = hiring.assign(hiring.now(case), people.make("Luis Ortega", Role.INVESTIGATOR))
    case = hiring.move(case, stage)
    with pytest.raises(Refused, match="withdrawn"), unit_of_work(hiring.candidate(case)) as work:
        agree_access(work, case, number=1, to=case.investigator_id)


def test_declining_is_a_value_like_the_others(hiring: Round, case: CaseFacts, clock: FixedClock) -> None:
    answers = replace(COMPLETE, accounts=(replace(INSTAGRAM, mode="public-only"), TIKTOK))
    hiring.file(case, replace(answers, has_former=False))
    assert [row.mode for row in rows(hiring, case, clock)] == [AccessMode.PUBLIC_ONLY] * 2

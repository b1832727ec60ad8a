"""Mails that no act sends: each when its time has come, once, and only while it is of use."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.affidavits import COMPLETE, NOTHING, Round
from tests.people import People
from tests.vault.counting import statements
from tracker.affidavits.access import agree_access
from tracker.affidavits.reminding import ready_not_signed
from tracker.cases.due import affidavit_due
from tracker.cases.reminding import post_reminders
from tracker.cli import deliver
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.journey import REMINDERS
from tracker.mail.models import OutgoingMail
from tracker.mail.queries import mails_of
from tracker.policy.actors import Role
from tracker.policy.facts import CaseFacts
from tracker.policy.mailing import MailKind, MailState
from tracker.policy.vocabulary import Stage

ADDRESS = "marisol.pena@mail.example"
DAY = timedelta(days=1)


@pytest.fixture
def case(hiring: Round) -> CaseFacts:
    """A case whose candidate was invited, and has an address."""
    case = hiring.case(email=ADDRESS)
    hiring.invite(case)
    return hiring.now(case)


@pytest.fixture
def own_files(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mails that are sent lie in a folder of this test's own."""
    settings = app.extensions["settings"].model_copy(update={"instance": tmp_path})
    monkeypatch.setitem(app.extensions, "settings", settings)


def remind() -> int:
    """Look for what is due."""
    db.session.rollback()
    return post_reminders(REMINDERS)


def kinds(case: CaseFacts) -> list[str]:
    """Return what was posted in a case, the oldest first."""
    db.session.rollback()
    return [line.kind.value for line in reversed(mails_of(db.session, case.case_id))]


def test_filing_tells_by_mail_that_it_is_filed(hiring: Round, case: CaseFacts) -> None:
    hiring.file(case)
    assert kinds(case) == ["receipt"]
    hiring.amend(case, other_names=("Mari Peña",))
    assert kinds(case) == ["receipt", "receipt"], "each edition is told of"


def test_without_an_address_or_without_mail_filing_goes_on(
    hiring: Round, case: CaseFacts, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = hiring.case("Ines Duarte")
    hiring.file(other)
    assert kinds(other) == []
    off = app.extensions["settings"].model_copy(update={"mail_files": False})
    monkeypatch.setitem(db.session.info, "settings", off)
    hiring.file(case)
    assert kinds(case) == []
    assert hiring.now(case).stage is Stage.SEARCH


def test_whoever_is_ready_and_does_not_sign_is_reminded_once(
    hiring: Round, case: CaseFacts, clock: FixedClock
) -> None:
    hiring.answer(case, COMPLETE)
    clock.advance(timedelta(hours=47))
    assert remind() == 0
    clock.advance(timedelta(hours=1))
    assert remind() == 1
    assert kinds(case) == ["ready-not-signed"]
    clock.advance(3 * DAY)
    hiring.answer(case, replace(COMPLETE, other_names=("Mari",)))
    clock.advance(3 * DAY)
    remind()
    assert kinds(case).count("ready-not-signed") == 1


def test_who_is_ready_is_found_in_as_many_statements_for_many_as_for_few(
    hiring: Round, clock: FixedClock
) -> None:
    told: list[tuple[int, int]] = []
    for number in (2, 7):
        for _ in range(number):
            hiring.answer(hiring.case("Ana Lopez", email=ADDRESS), COMPLETE)
        hiring.answer(hiring.case("Ines Duarte", email=ADDRESS), replace(NOTHING, uses=""))
        db.session.rollback()
        with statements(db.engine) as seen:
            found = list(ready_not_signed(db.session, clock.now() + 2 * DAY))
        told.append((len(found), sum(one.lstrip().startswith("SELECT") for one in seen)))
    assert told == [(2, 3), (9, 3)]


def test_whoever_has_something_left_is_not_told_to_sign(
    hiring: Round, case: CaseFacts, clock: FixedClock
) -> None:
    hiring.answer(case, replace(NOTHING, uses=""))
    clock.advance(3 * DAY)
    assert remind() == 0
    assert kinds(case) == []


def test_a_reminder_to_sign_is_not_sent_after_the_signature(
    hiring: Round, case: CaseFacts, clock: FixedClock
) -> None:
    hiring.answer(case, COMPLETE)
    clock.advance(2 * DAY)
    assert remind() == 1
    hiring.sign(case)
    states = {line.kind: line.state for line in mails_of(db.session, case.case_id)}
    assert states == {
        MailKind.READY_NOT_SIGNED: MailState.DROPPED,
        MailKind.RECEIPT: MailState.WAITING,
    }
    clock.advance(3 * DAY)
    assert remind() == 0


def test_the_last_day_is_told_of_three_days_before_once_and_to_nobody_who_filed(
    hiring: Round, case: CaseFacts, clock: FixedClock
) -> None:
    filed, never_asked = hiring.case("Ines Duarte", email=ADDRESS), hiring.case("Ana", email=ADDRESS)
    hiring.file(filed, NOTHING)
    days = (affidavit_due(db.session, clock.now()) - clock.now().date()).days
    clock.advance((days - 4) * DAY)
    assert remind() == 0
    clock.advance(DAY)
    assert remind() == 1
    assert kinds(case) == ["due-soon"]
    assert kinds(never_asked) == []
    clock.advance(DAY)
    assert remind() == 0
    clock.advance(20 * DAY)
    assert remind() == 0, "nobody is reminded of a day that is over"


def test_nobody_is_reminded_of_the_last_day_a_day_after_another_mail(
    hiring: Round, case: CaseFacts, clock: FixedClock
) -> None:
    days = (affidavit_due(db.session, clock.now()) - clock.now().date()).days
    hiring.answer(case, COMPLETE)
    clock.advance((days - 4) * DAY)
    assert remind() == 1
    clock.advance(DAY)
    assert remind() == 0
    clock.advance(2 * DAY)
    assert remind() == 1
    assert kinds(case) == ["ready-not-signed", "due-soon"]


def test_access_that_waits_for_a_yes_to_somebody_else_is_told_of_once(
    hiring: Round, case: CaseFacts, people: People, clock: FixedClock
) -> None:
    hiring.file(case)
    assert remind() == 0
    clock.advance(DAY)
    tom, eve = (people.make(name, Role.INVESTIGATOR) for name in ("Tom Abel", "Eve Marsh"))
    hiring.assign(hiring.now(case), tom)
    assert [remind(), remind()] == [1, 0]
    clock.advance(DAY)
    with unit_of_work(hiring.candidate(case)) as work:
        agree_access(work, hiring.now(case), number=1, to=tom.person_id)
    assert remind() == 0
    hiring.assign(hiring.now(case), eve)
    assert remind() == 1
    assert kinds(case) == ["receipt", "investigator-changed", "investigator-changed"]


def test_what_needs_no_yes_is_not_told_of(hiring: Round, case: CaseFacts, people: People) -> None:
    hiring.file(case, replace(COMPLETE, accounts=COMPLETE.accounts[1:]))
    hiring.assign(hiring.now(case), people.make("Tom Abel", Role.INVESTIGATOR))
    assert remind() == 0, "what anyone can see, anyone may look at"


def test_two_workers_post_one_mail(hiring: Round, case: CaseFacts, clock: FixedClock) -> None:
    hiring.answer(case, COMPLETE)
    clock.advance(2 * DAY)
    db.session.rollback()
    found = [one for seek in REMINDERS for one in seek(db.session, clock.now())]
    assert post_reminders([lambda *_: found]) == 1
    assert post_reminders([lambda *_: found]) == 0, "another worker found the same before"


@pytest.mark.usefixtures("own_files")
def test_the_command_reminds_and_sends(hiring: Round, case: CaseFacts, clock: FixedClock, app: Flask) -> None:
    hiring.answer(case, COMPLETE)
    clock.advance(2 * DAY)
    done = app.test_cli_runner().invoke(deliver, ["--once"])
    assert done.output == "1 mail tried.\n"
    db.session.rollback()
    assert db.session.scalars(select(OutgoingMail.state)).all() == ["handed-over"]


@pytest.mark.usefixtures("own_files")
def test_a_fault_in_what_is_found_holds_up_no_mail(
    hiring: Round, case: CaseFacts, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    hiring.file(case)

    def faulty(*_: object) -> int:
        raise ValueError("no such thing")

    monkeypatch.setattr("tracker.cli.post_reminders", faulty)
    done = app.test_cli_runner().invoke(deliver, ["--once"])
    assert done.output == "1 mail tried.\n"

"""The round over every sealed file: in parts, taken up where broken off, and told where a file is lost."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.factories import files
from tests.factories.findings import Evidence
from tests.factories.protocol import Bench
from tests.findings.test_captures import sealed_files
from tracker import cli
from tracker.clock import FixedClock
from tracker.db import UnitOfWork, unit_of_work
from tracker.findings import alarm, rounds
from tracker.findings.capture_queries import capture_of, captures_of, custody_of
from tracker.findings.capture_service import record_verified
from tracker.findings.rounds import go_round, rounds_check
from tracker.findings.stored import recompute
from tracker.policy.actors import Role
from tracker.policy.facts import CaseFacts
from tracker.policy.mailing import MailKind
from tracker.settings import Settings

pytestmark = pytest.mark.usefixtures("context")


def test_a_round_is_taken_up_where_it_was_broken_off(
    case: CaseFacts, evidence: Evidence, bench: Bench, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "PART_FILES", 2)
    for number in range(5):
        evidence.keep(
            case if number % 2 else bench.ready(f"Person {'ABC'[number // 2]}"), files.png(str(number))
        )
    seen: list[Any] = []
    look = rounds._look

    def looked(*given: Any) -> rounds.Looked:
        seen.append(given[2].file_id)
        return look(*given)

    monkeypatch.setattr(rounds, "_look", looked)
    turns = iter((True, False))
    begun = go_round(goes_on=lambda: next(turns))
    assert (begun.checked, begun.finished) == (2, False)
    done = go_round()
    assert (done.checked, done.failed, done.finished) == (5, 0, True)
    assert len(seen) == len(set(seen)) == 5
    assert go_round().checked == 5  # the next round begins anew
    assert "intact" not in [line.outcome for line in custody_of(session, case.case_id, "")]


def test_what_is_not_as_received_is_told_to_the_case_and_to_it_until_it_is_put_back(
    case: CaseFacts, evidence: Evidence, session: Session, settings: Settings, clock: FixedClock
) -> None:
    row = evidence.keep(case)
    assert rounds_check(session).well
    (stored,) = sealed_files(settings)
    whole = stored.read_bytes()
    stored.write_bytes(whole[:-1])
    assert go_round().failed == 1
    told = rounds_check(session)
    assert not told.well
    assert "1 capture not as received" in told.sentence
    lines = custody_of(session, case.case_id, row.reference)
    assert [(line.act, line.outcome, line.name) for line in lines][-1] == ("verified", "changed", "Tracker")
    assert captures_of(session, case.case_id)[0].intact is False
    stored.write_bytes(whole)
    clock.advance(timedelta(minutes=1))
    assert go_round().failed == 0
    assert rounds_check(session).well
    assert captures_of(session, case.case_id)[0].intact is True


def test_it_and_the_unit_have_one_mail_and_not_one_every_night(
    case: CaseFacts,
    evidence: Evidence,
    bench: Bench,
    session: Session,
    settings: Settings,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[frozenset[UUID]] = []

    def written(_work: UnitOfWork, kind: MailKind, people: Collection[UUID]) -> None:
        assert kind is MailKind.FILE_UNLIKE
        told.append(frozenset(people))

    monkeypatch.setattr(alarm, "mail_people", written)
    tom = bench.people.make("Tom Becker", Role.IT)
    whoever_must_know = {tom.person_id, bench.dana.person_id, bench.supervisor.person_id}
    evidence.keep(case)
    go_round()
    assert told == []
    (stored,) = sealed_files(settings)
    whole = stored.read_bytes()
    stored.write_bytes(whole[:-1])
    for _night in range(3):
        clock.advance(timedelta(days=1))
        assert go_round().failed == 1
        assert told == [whoever_must_know], "once, and not every night"
    stored.write_bytes(whole)
    clock.advance(timedelta(days=1))
    go_round()
    stored.write_bytes(whole[:-2])
    reference = captures_of(session, case.case_id)[0].reference
    state = recompute(session, case.case_id, capture_of(session, case.case_id, reference))
    for _press in range(2):
        with unit_of_work(bench.dana) as work:
            row = capture_of(session, case.case_id, reference)
            record_verified(work, case, capture=row, state=state)
        clock.advance(timedelta(minutes=1))
        assert told == [whoever_must_know] * 2, "once more, since it was as received in between"


def test_it_is_told_when_no_round_came_to_its_end_for_two_days(
    case: CaseFacts, evidence: Evidence, session: Session, clock: FixedClock, app: Flask
) -> None:
    assert rounds_check(session).sentence == "none is kept yet"
    evidence.keep(case)
    clock.advance(timedelta(hours=49))
    assert "let this run every night" in rounds_check(session).sentence
    result = cli.install(app).test_cli_runner().invoke(args=["verify-captures"])
    assert result.output == "every sealed file is verified: 1 file looked at, 0 not as received\n"
    assert rounds_check(session).well

"""A backup from before a disposal is put back: nothing of the case is opened, and its keys go anew."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.requisitions import hr
from tests.people import People
from tests.records.test_disposal import approving, chief, proposing, two_closed
from tests.records.test_holds import counsel, placed, proposed
from tracker import cli, health_checks
from tracker.app import create_app
from tracker.cases.models import Case
from tracker.checkpointing import came_back, make_checkpoint, witness_of
from tracker.clock import FixedClock
from tracker.db import Record, db, unit_of_work
from tracker.findings.keepers import holders_check
from tracker.ledger.destroyed import LIST
from tracker.ledger.report import Verdict
from tracker.ledger.verify import verify
from tracker.policy.actors import Role
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import Stage
from tracker.records.disposing_anew import list_again
from tracker.records.models_disposal import Disposal
from tracker.records.service import lift_hold
from tracker.settings import Settings, load_settings
from tracker.vault.format import Domain, Slot
from tracker.vault.models import DataKey
from tracker.vault.trouble import Unopenable
from tracker.vault.vault import vault_of

NAME = "Andre Whitfield"


@dataclass(frozen=True, slots=True)
class PutBack:
    """A case that was disposed of, and an installation whose database is the file from before that."""

    case: CaseFacts
    settings: Settings


@pytest.fixture
def disposed(app: Flask, people: People, clock: FixedClock, settings: Settings, tmp_path: Path) -> PutBack:
    """Copy the database file, dispose of a case, and put the older file beside the newer list and keys."""
    with app.app_context():
        _, case = two_closed(people, clock)
        keeper, head = hr(people), chief(people)
        counsel(people)
        db.session.rollback()
    older = load_settings(environment="test", instance=tmp_path / "restored")
    older.data.mkdir(parents=True)
    with sqlite3.connect(file_of(settings)) as source, sqlite3.connect(file_of(older)) as target:
        source.backup(target)
    with app.app_context():
        approving(head, proposing(keeper, case))
        assert not came_back(db.session)
    for folder in ("keys", "checkpoints"):
        shutil.copytree(settings.instance / folder, older.instance / folder)
    shutil.copytree(settings.captures, older.captures, dirs_exist_ok=True)
    return PutBack(case, older)


def file_of(settings: Settings) -> str:
    """Return the file of the database."""
    return settings.database.removeprefix("sqlite:///")


def started(there: PutBack, people: People, clock: FixedClock) -> Flask:
    """Start the application, as after a backup was put back."""
    app = cli.install(create_app(there.settings, clock=clock))
    people.app = app
    return app


def sealed_of(case: CaseFacts) -> list[tuple[Slot, UUID, int, bytes, Domain, UUID]]:
    """Return the sealed cells of a case and its candidate, each with whose key seals it."""
    found = []
    for table in Record.metadata.sorted_tables:
        for column in (one for one in table.columns if one.info.get("sealed")):
            own = table.name == "candidates"
            if not own and "case_id" not in table.c:
                continue
            domain = Domain.CANDIDATE if own else Domain.BOARD if table.name == "packets" else Domain.CASE
            holder = case.candidate_id if own else case.case_id
            where = table.c.id == holder if own else table.c.case_id == holder
            rows = db.session.execute(select(table.c.id, table.c.version, column).where(where))
            found += [
                (Slot(table.name, column.key), row[0], row[1], row[2], domain, holder)
                for row in rows
                if row[2]
            ]
    return found


def opened(case: CaseFacts) -> list[str]:
    """Return every sealed cell of a case that its keys open."""
    texts = []
    for slot, row, version, cell, domain, holder in sealed_of(case):
        sealer = vault_of(db.session).domains(db.session, domain, [holder]).get(holder)
        try:
            texts.append(sealer.open_text(slot, row, version, cell) if sealer else "")
        except Unopenable:
            continue
    return [text for text in texts if text]


@pytest.mark.sqlite
@pytest.mark.clause("Hamden A.7")
def test_what_a_backup_brings_back_is_shut_and_goes_anew(
    disposed: PutBack, people: People, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    app, case = started(disposed, people, clock), disposed.case
    assert "brought back keys of 2 holders" in caplog.text
    with app.app_context():
        assert db.session.get_one(Case, case.case_id).stage == Stage.CLOSED.value, "the older file is here"
        assert opened(case) == [], "no key of it is used"
        checks = {check.name: check for check in health_checks.run(app, ledger=False)}
        assert not checks["disposals"].well
        assert "dispose-anew" in checks["disposals"].sentence
    voss, keeper = people.browser(counsel(people)), people.browser(hr(people))
    assert "were then disposed of" in voss.get(f"/audit/cases/{case.reference}").text
    assert voss.get(f"/audit/cases/{case.reference}").status_code == 410
    listed = keeper.get("/admin/candidates")
    assert listed.status_code in (200, 503)
    assert NAME not in listed.text
    ran = app.test_cli_runner().invoke(args=["dispose-anew"])
    assert ran.exit_code == 0, ran.output
    assert "1 batch disposed of anew" in ran.output
    with app.app_context():
        holders = (case.case_id, case.candidate_id)
        left = db.session.execute(
            select(DataKey.domain, DataKey.dek_version).where(DataKey.holder_id.in_(holders))
        )
        assert [tuple(row) for row in left] == [("candidate", 2)], "the one that seals that nobody is named"
        assert opened(case) == ["Disposed of"]
        assert not came_back(db.session)
        assert db.session.scalars(select(Disposal.done)).all() == [True]
        make_checkpoint()
        assert verify(db.session, witness_of(db.session), deep=True).verdict is Verdict.SOUND
        assert holders_check(db.session).well, holders_check(db.session).sentence
    assert (
        "was disposed of anew, after a backup from before it was put back" in voss.get("/audit/ledger").text
    )
    assert keeper.get("/admin/candidates").status_code == 200
    again_ran = app.test_cli_runner().invoke(args=["dispose-anew"])
    assert "0 batches disposed of anew" in again_ran.output


@pytest.mark.sqlite
def test_what_stands_in_the_way_stays_shut_and_is_told(
    disposed: PutBack, people: People, clock: FixedClock
) -> None:
    app, case = started(disposed, people, clock), disposed.case
    with app.app_context():
        hold = placed(counsel(people), case)
    ran = app.test_cli_runner().invoke(args=["dispose-anew"])
    assert ran.exit_code == 1
    assert f"case {case.reference}: This case is on hold (matter 26-114)." in ran.output
    with app.app_context():
        assert opened(case) == [], "a hold keeps the records, and opens nothing"
        proposed(counsel(people), hold)
        with unit_of_work(hr(people)) as work:
            lift_hold(work, hold)
    assert app.test_cli_runner().invoke(args=["dispose-anew"]).exit_code == 0
    with app.app_context():
        assert not came_back(db.session)


@pytest.mark.sqlite
def test_a_list_that_is_lost_or_changed_is_told_and_written_again(
    app: Flask, people: People, settings: Settings, clock: FixedClock
) -> None:
    with app.app_context():
        _, case = two_closed(people, clock)
        approving(chief(people), proposing(hr(people), case))
        assert not came_back(db.session)
        listed = settings.checkpoints / LIST
        content = listed.read_bytes()
        assert NAME.encode() not in content, "it names nobody"
        assert b"RC-075 no. 26-31" in content, "it carries the certificate"
        listed.write_bytes(content.replace(b"RC-075 no. 26-31", b"RC-075 no. 26-32"))
        assert "cannot be relied on" in came_back(db.session)
        listed.unlink()
        assert "lacks 2 destroyed keys" in came_back(db.session)
        check = next(one for one in health_checks.run(app, ledger=False) if one.name == "disposals")
        assert not check.well
    page = people.browser(people.make("Tom Becker", Role.IT)).get("/admin/system").text
    assert "lacks 2 destroyed keys" in page
    assert "/audit/incidents/new?kind=backup" in page
    with app.app_context():
        assert list_again() == 1
        assert not came_back(db.session)
        assert list_again() == 0


def test_a_full_disk_undoes_no_disposal(
    app: Flask, people: People, settings: Settings, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    with app.app_context():
        _, case = two_closed(people, clock)
        keeper, head = hr(people), chief(people)
        settings.checkpoints.mkdir(exist_ok=True)
        (settings.checkpoints / LIST).mkdir()
        approving(head, proposing(keeper, case))
        assert "is not in the list outside the database" in caplog.text
        (settings.checkpoints / LIST).rmdir()
        assert list_again() == 1
        assert not came_back(db.session)

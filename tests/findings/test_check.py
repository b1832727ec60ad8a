"""What the command line says of sealed files."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import delete, update

from tests.factories import files
from tests.factories.around import without_walls
from tests.factories.findings import Evidence
from tests.findings.test_captures import sealed_files
from tests.walls import lifted
from tracker import cli
from tracker.db import db
from tracker.policy.facts import CaseFacts
from tracker.settings import Settings
from tracker.vault.models import DataKey

EVERY_FILE = "sealed files: every capture and every file of an answer is there"


def test_check_names_what_is_missing_and_sweeps_what_is_left_over(
    app: Flask, case: CaseFacts, evidence: Evidence, settings: Settings
) -> None:
    runner = cli.install(app).test_cli_runner()
    kept = evidence.keep(case, files.png("kept"))
    assert EVERY_FILE in runner.invoke(args=["check"]).output
    (stored,) = sealed_files(settings)
    left = settings.captures / "00" / "00000000-0000-4000-8000-000000000000.sealed"
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(stored.read_bytes())
    assert "TROUBLE sealed files: 1 sealed file without a record" in runner.invoke(args=["check"]).output
    assert EVERY_FILE in runner.invoke(args=["check", "--sweep"]).output
    assert sealed_files(settings) == [stored]
    stored.unlink()
    said = runner.invoke(args=["check"])
    assert f"TROUBLE sealed files: the files of {kept.reference} are missing" in said.output
    assert said.exit_code == 1


def test_check_recomputes_every_capture_and_names_those_that_are_not_as_received(
    app: Flask, case: CaseFacts, evidence: Evidence, settings: Settings
) -> None:
    runner = cli.install(app).test_cli_runner()
    evidence.keep(case, files.png("first"))
    before = set(sealed_files(settings))
    second = evidence.keep(case, files.png("second"))
    said = runner.invoke(args=["check", "--captures"])
    assert "ok    contents: 2 sealed files recomputed, each as it was received" in said.output
    (stored,) = set(sealed_files(settings)) - before
    sealed = stored.read_bytes()
    stored.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    said = runner.invoke(args=["check", "--captures"])
    assert f"TROUBLE contents: {second.reference} (changed): not as received" in said.output
    assert said.exit_code == 1
    assert "contents" not in runner.invoke(args=["check"]).output


def test_check_unwraps_every_data_key_and_says_whose_is_gone(
    app: Flask, case: CaseFacts, evidence: Evidence
) -> None:
    runner = cli.install(app).test_cli_runner()
    evidence.keep(case, files.png("kept"))
    assert "the key of each opens" in runner.invoke(args=["check"]).output
    with app.app_context(), db.engine.begin() as connection, lifted(connection, "data_keys", "rewrapped"):
        connection.execute(update(DataKey).where(DataKey.domain == "candidate").values(wrapped=bytes(60)))
    said = runner.invoke(args=["check"])
    assert said.exit_code == 1
    assert f"no candidate key of {case.candidate_id} opens" in said.output
    assert f"TROUBLE data keys: the candidate key 1 of {case.candidate_id} does not open" in said.output
    with app.app_context(), db.engine.begin() as connection:
        without_walls(connection, "data_keys")
        connection.execute(delete(DataKey).where(DataKey.domain == "case"))
    said = runner.invoke(args=["check", "--captures"])
    assert said.exit_code == 1
    assert f"no case key of {case.case_id} opens" in said.output
    assert f"TROUBLE contents: no case key for {case.case_id}; restore" in said.output

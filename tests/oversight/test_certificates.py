"""Certificates of uniformity: what they say, who issues them, and that others can check them."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.dice import seeded
from tests.factories.around import past_the_application
from tests.factories.oversight import Audit
from tests.pages.protocol import token_in
from tests.people import People
from tracker.checkpointing import make_checkpoint, signer_of, witness_of
from tracker.db import Record, db, unit_of_work
from tracker.exports import verify
from tracker.exports.verifier_file import verifier_file
from tracker.ledger.models import ledger_entries
from tracker.ledger.queries import ledger_page
from tracker.ledger.verify import verify as verify_ledger
from tracker.oversight import service
from tracker.oversight.certificates import certificate_of
from tracker.oversight.models import UniformityCertificate
from tracker.policy.actors import Actor
from tracker.policy.answers import Denied, Refused
from tracker.policy.vocabulary import Stage
from tracker.settings import Settings


def issued(audit: Audit, session: Session) -> UniformityCertificate:
    """Issue a certificate for the auditor."""
    make_checkpoint()
    with unit_of_work(audit.auditor) as work:
        return service.issue_certificate(work, audit.requisition, signer_of(session))


def by_the_page(note: str, key: str) -> dict[str, Any]:
    """Read a certificate from docs/EXPORTS.md alone, without a line of the product or of its verifier."""
    name, key_id, encoded = key.split("+", 2)
    public = base64.b64decode(encoded)
    assert hashlib.sha256(f"{name}\n".encode() + public).hexdigest()[:8] == key_id
    text, _, block = note.rpartition("\n\n")
    (line,) = block.splitlines()
    assert line.startswith(f"— {name} ")
    signed = base64.b64decode(line.split(" ")[2])
    assert signed[:4].hex() == key_id
    Ed25519PublicKey.from_public_bytes(public[1:]).verify(signed[4:], f"{text}\n".encode())
    said: dict[str, Any] = json.loads(text)
    return said


@pytest.mark.clause("Hamden D.5")
def test_a_certificate_says_every_step_of_every_case_and_what_differs(audit: Audit, session: Session) -> None:
    references = audit.worked(
        5, left={3: ["06"]}, more={4: {"07": 4}}, beyond={2: "08"}, excused={1: {"09": "place-unreachable"}}
    )
    gone = audit.worked(1, stage=Stage.WITHDRAWN)
    row = issued(audit, session)
    said = by_the_page(row.note, signer_of(session).verifier.text())
    assert (said["number"], said["supersedes"]) == (1, None)
    assert said["withdrawn"] == gone
    cases = {case["case"]: case for case in said["cases"]}
    assert list(cases) == references
    assert {len(case["steps"]) for case in cases.values()} == {24}

    def state(place: int, step: str) -> str:
        found = next(one for one in cases[references[place]]["steps"] if one["step"] == step)
        return str(found["state"])

    assert (state(0, "06"), state(3, "06"), state(4, "07"), state(1, "09")) == (
        "done",
        "gap",
        "extra",
        "could-not-be-done",
    )
    by_case = {one["case"]: one for one in said["approved"]}
    assert set(by_case) == {references[1], references[2]}
    excuse = by_case[references[1]]
    assert (excuse["step"], excuse["asked_by"], excuse["approved_by"]) == (
        "09",
        audit.dana.name,
        audit.supervisor.name,
    )
    assert excuse["why"]
    assert by_case[references[2]]["why"] is None, "a reason of somebody's own is sealed, and stays so"
    assert "Candidate 0" not in row.note
    assert "canary" not in row.note
    spread = {one["step"]: one for one in said["steps"]}["07"]
    assert spread["most"] - spread["least"] == 4
    origin, size, *_ = str(said["checkpoint"]).split("\n")
    assert origin == signer_of(session).name
    assert int(size) == row.size


def test_a_certificate_tells_of_work_and_not_of_what_was_found(audit: Audit, session: Session) -> None:
    audit.worked(2)
    said = json.loads(issued(audit, session).note.partition("\n")[0])
    states = {step["state"] for case in said["cases"] for step in case["steps"]}
    assert states == {"done"}
    assert "found" not in json.dumps(said["cases"])


def test_a_later_one_supersedes_and_both_stay(audit: Audit, session: Session) -> None:
    audit.worked(1)
    first, second = issued(audit, session), issued(audit, session)
    ident = audit.requisition.requisition_id
    assert (first.number, second.number) == (1, 2)
    assert certificate_of(session, ident, 1).newer == 2
    assert certificate_of(session, ident, 2).newer is None
    assert certificate_of(session, ident, 2).said["supersedes"] == 1
    line = ledger_page(session, events=("UNIFORMITY_CERTIFIED",)).lines[0]
    assert audit.reference in line.sentence({line.actor_id: "Renata"})
    bodies = session.scalars(select(ledger_entries.c.body)).all()
    assert [second.sha256 in body and '"size":' in body for body in bodies if second.sha256 in body] == [True]
    make_checkpoint()
    assert verify_ledger(session, witness_of(session), deep=True).verdict == "sound"


def test_who_reads_the_table_does_not_certify_it(audit: Audit, session: Session) -> None:
    audit.worked(1)
    make_checkpoint()
    for actor in (audit.supervisor, audit.hr, audit.dana, audit.reyes, audit.it):
        with pytest.raises(Denied), unit_of_work(actor) as work:
            service.issue_certificate(work, audit.requisition, signer_of(session))


def test_nobody_compared_is_nothing_certified(audit: Audit, session: Session) -> None:
    with pytest.raises(Refused, match="no case goes on"):
        issued(audit, session)


def test_the_database_keeps_certificates(audit: Audit, session: Session, settings: Settings) -> None:
    audit.worked(1)
    row = issued(audit, session)
    table = Record.metadata.tables["uniformity_certificates"]
    values = dict(session.execute(select(*table.columns)).mappings().one())
    session.rollback()
    by_hr = values | {"id": audit.hr.person_id, "number": 2, "issued_by": audit.hr.person_id}
    skipped = values | {"id": audit.hr.person_id, "number": 3}
    for statement, words in (
        (table.update().where(table.c.id == row.id).values(size=1), "can only be added to"),
        (table.delete(), "never deleted"),
        (table.insert().values(**by_hr), "issued for an auditor"),
        (table.insert().values(**skipped), "one after the other"),
    ):
        with past_the_application(settings) as connection, pytest.raises(IntegrityError, match=words):
            connection.execute(statement)


@pytest.fixture
def handed_out(app: Flask, people: People, tmp_path: Path) -> tuple[Path, str, Actor]:
    """A certificate and the program as an auditor takes them, with the agency's key line."""
    with app.app_context():
        audit = Audit(people)
        audit.worked(3, left={1: ["06"]})
        key = signer_of(db.session).verifier.text()
    auditor, here = people.browser(audit.auditor), f"/audit/uniformity/{audit.reference}"
    token = token_in(auditor.get(here).get_data(as_text=True))
    made = auditor.post(f"{here}/certificates", data={"csrf_token": token})
    assert made.headers["Location"].endswith(f"{here}/certificates/1")
    page = auditor.get(f"{here}/certificates/1").get_data(as_text=True)
    assert "Not done and not excused: 06" in " ".join(page.split())
    assert "Certificate 1 is issued" in page
    assert key.replace("+", "&#43;") in page or key in page
    note = auditor.get(f"{here}/certificates/1/note.txt")
    assert note.headers["Content-Disposition"].endswith('-1.txt"')
    said = auditor.get(f"{here}/certificates/1/certificate.json")
    assert said.get_data() == note.get_data().partition(b"\n")[0] + b"\n"
    assert auditor.get(f"{here}/certificates/2").status_code == 404
    assert re.search(r"Certificate 1\b", auditor.get(here).get_data(as_text=True))
    with app.app_context():
        assert len(ledger_page(db.session, events=("EXPORT_MADE",)).lines) == 2
    (tmp_path / "verify.py").write_bytes(auditor.get(f"{here}/certificates/1/verify.py").get_data())
    (tmp_path / "certificate.txt").write_bytes(note.get_data())
    return tmp_path, key, audit.auditor


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run the program as somebody else does, away from the product."""
    command = [sys.executable, "-I", "verify.py", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_a_certificate_is_checked_without_the_product(handed_out: tuple[Path, str, Actor]) -> None:
    folder, key, _ = handed_out
    status, said = run(folder, "certificate.txt", key)
    assert status == 0
    assert said.endswith("Nothing in it was changed since it was signed.\nHOLDS\n")
    assert "3 candidates × 24 steps" in said
    by_the_page((folder / "certificate.txt").read_text("utf-8"), key)
    assert run(folder, "certificate.txt")[0] == 2
    assert run(folder, "nothing.txt", key)[0] == 2
    assert run(folder, "certificate.txt", key.replace("+", "+0", 1))[0] == 2
    other = "riverton.example/tracker+ca9475f4+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    status, said = run(folder, "certificate.txt", other)
    assert (status, "BROKEN" in said) == (1, True)


def test_no_byte_of_a_certificate_changes_unseen(
    handed_out: tuple[Path, str, Actor], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, key, _ = handed_out
    whole, dice = (folder / "certificate.txt").read_bytes(), seeded(20261122)
    spoiled = folder / "spoiled.txt"
    for _ in range(300):
        place = dice.randrange(len(whole))
        byte = whole[place] ^ (1 << dice.randrange(8))
        spoiled.write_bytes(whole[:place] + bytes((byte,)) + whole[place + 1 :])
        assert verify.main([str(spoiled), key]) == 1
        assert capsys.readouterr().out.startswith("BROKEN: the certificate")
    for cut in (1, 10, 100, len(whole) - 1):
        spoiled.write_bytes(whole[:-cut])
        assert verify.main([str(spoiled), key]) == 1


def test_the_program_is_one_file_of_the_standard_library_and_one_package() -> None:
    imported = re.findall(r"^(?:import|from) ([\w.]+)", verifier_file().decode("utf-8"), re.MULTILINE)
    others = {name.partition(".")[0] for name in imported} - set(sys.stdlib_module_names)
    assert others == {"cryptography"}


def test_a_checkpoint_is_no_certificate(audit: Audit, session: Session, tmp_path: Path) -> None:
    file = tmp_path / "checkpoint"
    file.write_bytes(make_checkpoint().read_bytes())
    assert verify.main([str(file), signer_of(session).verifier.text()]) == 1
    with pytest.raises(InvalidSignature):
        by_the_page(file.read_text("utf-8").replace("\n", "\n0", 1), signer_of(session).verifier.text())

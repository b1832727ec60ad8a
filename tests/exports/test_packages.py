"""Evidence packages: what they hold, what is recorded, and that others can check them."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import bagit
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from flask import Flask
from pypdfium2 import PdfDocument
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.dice import seeded
from tests.exports.mutations import mutate, named
from tests.factories.around import past_the_application
from tests.factories.board import PAGE
from tests.factories.files import png
from tests.factories.findings import Evidence
from tests.factories.protocol import Bench
from tests.people import Browser, People
from tests.printing.reading import heard
from tracker.board import service as board
from tracker.cases.conflicts import declare_conflict
from tracker.cases.queries import case_facts
from tracker.checkpointing import signer_of, witness_of
from tracker.db import Record, db, unit_of_work
from tracker.exports import package as package_module
from tracker.exports import verify
from tracker.exports.models import EvidencePackage
from tracker.findings.capture_queries import capture_of
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.ledger.queries import ledger_page
from tracker.ledger.verify import verify as verify_ledger
from tracker.policy.actors import Actor, Role
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import ConflictAnswer
from tracker.printing.press import NotPrinted
from tracker.rights.archive import File, file_of
from tracker.settings import Settings
from tracker.vault.trouble import NoKey, Unopenable

SAID = {
    "matter": "26-114",
    "purpose": "court",
    "recipient": "Superior Court, the clerk",
    "why": "Subpoena of March 2 in the appeal",
    "scope": "everything",
    "redaction": "none",
}
SHOT = b"\x89PNG"


@dataclass(frozen=True, slots=True)
class Asked:
    """A case with evidence, and the auditor who asks for it."""

    app: Flask
    auditor: Actor
    browser: Browser
    case: CaseFacts
    captures: tuple[str, ...]
    packet: str

    @property
    def place(self) -> str:
        return f"/audit/cases/{self.case.reference}/export"

    def take(self, **otherwise: str) -> zipfile.ZipFile:
        with self.browser.post(self.place, data=SAID | otherwise) as answer:
            assert (answer.status_code, answer.mimetype) == (200, "application/zip")
            return zipfile.ZipFile(io.BytesIO(answer.get_data()))


@pytest.fixture
def asked(people: People, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """A case with two captures, an affidavit, and a page that the board got."""
    monkeypatch.setitem(people.app.config, "WTF_CSRF_ENABLED", False)
    bench = Bench(people)
    case = bench.ready()
    evidence = Evidence(bench)
    captures = tuple(evidence.keep(case, png(words), f"{words}.png").reference for words in ("one", "two"))
    with people.app.app_context():
        packet = _published(bench, case)
    auditor = people.make("Renata Wells", Role.AUDITOR)
    return Asked(people.app, auditor, people.browser(auditor), case, captures, packet)


def _published(bench: Bench, case: CaseFacts) -> str:
    now = case_facts(db.session, bench.supervisor, case=case.reference)
    with unit_of_work(bench.supervisor) as work:
        declare_conflict(work, now, answer=ConflictAnswer.NONE)
    now = case_facts(db.session, bench.supervisor, case=case.reference)
    with unit_of_work(bench.supervisor) as work:
        row = board.publish_packet(work, now, candidate_name="Marisol Peña", page=PAGE, words=120)
        record(
            work,
            Event.CASE_RELEASED,
            about=("release", f"R-{row.reference[2:]}"),
            case_id=case.case_id,
            case=case.reference,
            packet=row.reference,
            fingerprint=row.fingerprint,
        )
        return row.reference


@pytest.fixture
def key(asked: Asked) -> str:
    """The agency's key line."""
    with asked.app.app_context():
        return signer_of(db.session).verifier.text()


@pytest.fixture
def unpacked(asked: Asked, tmp_path: Path) -> Path:
    """The folder of the first package, unpacked."""
    asked.take().extractall(tmp_path)
    return tmp_path / f"evidence-{asked.case.reference}-1"


def run(folder: Path, key: str) -> tuple[int, str]:
    """Run the program that is in a package as somebody else does, away from the product."""
    command = [sys.executable, "-I", f"{folder.name}/verify.py", folder.name, key]
    done = subprocess.run(command, cwd=folder.parent, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.mark.clause("Hampton D.1")
def test_a_package_holds_what_was_received_and_seen_and_checks_itself(
    asked: Asked, unpacked: Path, key: str
) -> None:
    status, told = run(unpacked, key)
    assert (status, told.splitlines()[-1]) == (0, "HOLDS")
    assert f"package 1 of case {asked.case.reference}" in told
    bagit.Bag(str(unpacked)).validate()
    note = (unpacked / "package.note").read_text("utf-8")
    said = json.loads(by_the_standard(note, key))
    by_the_standard(said["checkpoint"], key)
    items = {one["path"]: one for one in said["items"]}
    for reference in asked.captures:
        path = f"data/captures/{reference}.png"
        assert items[path]["line"] is not None
        assert (unpacked / path).read_bytes().startswith(SHOT)
    assert (unpacked / f"data/board/{asked.packet}.html").read_bytes() == PAGE
    assert items[f"data/board/{asked.packet}.html"]["line"] is not None
    affidavit = next(one for path, one in items.items() if path.startswith("data/candidate/affidavit-"))
    bodies = (unpacked / "data/ledger/lines.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(body)["case"] for body in bodies} == {str(asked.case.case_id)}
    assert "added" in (unpacked / "data/custody.csv").read_text("utf-8")
    index = (unpacked / "data/index.html").read_text("utf-8")
    assert "<script" not in index
    assert "Dana Ruiz" in index
    links = re.findall(r'href="([^"]+)"', index)
    assert [name for name in links if not (unpacked / "data" / name).is_file()] == []
    draft = (unpacked / "data/certificate-draft.txt").read_text("utf-8")
    assert draft.startswith("DRAFT - NOT A CERTIFICATE")
    assert "902(13)" in draft
    assert affidavit["sha256"] in draft
    for path, one in items.items():
        assert one["line"] is None or (
            f"{one['sha256']}  " in draft and f"  {one['line']}  {path}\n" in draft
        )
    apart = draft[draft.index("ITEMS WITHOUT SUCH A LINE") :] if "ITEMS WITHOUT" in draft else ""
    assert {path for path in items if f"  {path}\n" in apart} == {
        path for path, one in items.items() if one["line"] is None
    }
    assert '"ledger", "custody" and "board"' in draft
    assert "are in no package" in (unpacked / "data/index.html").read_text("utf-8")
    assert key in (unpacked / "HOWTO.txt").read_text("utf-8")


def by_the_standard(note: str, key: str) -> str:
    """Read a signed note as c2sp.org/signed-note says, without a line of the product or its verifier."""
    name, key_id, encoded = key.split("+", 2)
    public = base64.b64decode(encoded)
    assert hashlib.sha256(f"{name}\n".encode() + public).hexdigest()[:8] == key_id
    text, _, block = note.rpartition("\n\n")
    (line,) = block.splitlines()
    assert line.startswith(f"— {name} ")
    signed = base64.b64decode(line.split(" ")[2])
    assert signed[:4].hex() == key_id
    Ed25519PublicKey.from_public_bytes(public[1:]).verify(signed[4:], f"{text}\n".encode())
    return text


@pytest.mark.clause("Hampton D.1")
def test_the_page_to_begin_with_is_on_paper_too(asked: Asked) -> None:
    package = asked.take()
    folder = f"evidence-{asked.case.reference}-1/data"
    paper = heard(package.read(f"{folder}/index.pdf"))
    assert paper.title == f"Evidence of case {asked.case.reference}, package 1"
    assert (paper.ua, paper.archive, paper.language) == ("1", "3A", "en")
    assert {"Table", "TH", "TD"} <= paper.tags
    page = package.read(f"{folder}/index.html").decode()
    assert paper.headings == tuple(
        f"{'H1' if level == '1' else 'H2'} {words}"
        for level, words in re.findall(r"<h([12])>([^<]+)</h", page)
    )
    words = " ".join(_text(package.read(f"{folder}/index.pdf")).split())
    for reference in asked.captures:
        digest = package.getinfo(f"{folder}/captures/{reference}.png")
        whole = hashlib.sha256(package.read(digest)).hexdigest()
        assert whole in words.replace(" ", "")
    assert "Superior" not in words


def _text(pdf: bytes) -> str:
    with PdfDocument(pdf) as paper:
        return "\n".join(one.get_textpage().get_text_bounded() for one in paper)


def test_a_page_that_cannot_be_printed_keeps_no_evidence_back(
    asked: Asked, tmp_path: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise NotPrinted("out of ink")

    monkeypatch.setattr("tracker.exports.index.pdf", broken)
    asked.take().extractall(tmp_path)
    folder = tmp_path / f"evidence-{asked.case.reference}-1"
    assert run(folder, key)[0] == 0
    assert "it could not be made" in (folder / "data/index.html").read_text("utf-8")


def test_paper_has_room_for_some_rows_and_says_which_list_has_all(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.exports.index.MOST_ON_PAPER", 300)
    words = " ".join(_text(asked.take().read(f"evidence-{asked.case.reference}-1/data/index.pdf")).split())
    assert re.search(r"The first \d+ of \d+; manifest-sha256\.txt has all\.", words)


def test_a_form_that_is_sent_twice_makes_one_package(asked: Asked) -> None:
    shown = asked.browser.get(asked.place).get_data(as_text=True)
    (seen,) = re.findall(r'name="seen"[^>]*value="(\d+)"', shown)
    asked.take(seen=seen)
    again = asked.browser.post(asked.place, data=SAID | {"seen": seen})
    page = again.get_data(as_text=True)
    assert again.status_code == 409
    assert "was made since you opened this form" in page
    assert "Superior Court, the clerk" in page
    (told,) = re.findall(r'name="seen"[^>]*value="(\d+)"', page)
    assert asked.take(seen=told).namelist()[0].startswith(f"evidence-{asked.case.reference}-2/")


@pytest.mark.clause("Hampton D.1")
def test_that_it_leaves_is_on_record_before_it_does(asked: Asked) -> None:
    names = asked.take().namelist()
    asked.take(redaction="references-only")
    listed = " ".join(asked.browser.get("/audit/exports").get_data(as_text=True).split())
    for words in ("26-114", "Superior Court, the clerk", "Subpoena of March 2", "Renata Wells", "A court"):
        assert words in listed
    assert f"{asked.case.reference}-2" in listed
    with asked.app.app_context():
        lines = ledger_page(db.session, case_id=asked.case.case_id, events=("EVIDENCE_EXPORTED",)).lines
        assert len(lines) == 2
        first = lines[1].sentence({lines[1].actor_id: "Renata"})
        assert f"package 1 of case {asked.case.reference}, everything, for court: {len(names)} files" in first
        opened = ledger_page(db.session, case_id=asked.case.case_id, events=("CAPTURE_OPENED",)).lines
        assert len(opened) == 4
        exported = ledger_page(db.session, case_id=asked.case.case_id, events=("CAPTURE_EXPORTED",)).lines
        assert len(exported) == 4
        for event, times in (("AFFIDAVIT_OPENED", 2), ("PACKET_OPENED", 2)):
            assert len(ledger_page(db.session, case_id=asked.case.case_id, events=(event,)).lines) == times
        assert not any("Superior" in line.sentence({}) for line in lines)
        assert verify_ledger(db.session, witness_of(db.session), deep=True).problem_count == 0


def test_what_the_board_saw_can_leave_alone_and_people_stand_by_reference(asked: Asked, key: str) -> None:
    alone = asked.take(scope="what-the-board-saw").namelist()
    assert any(name.endswith(f"data/board/{asked.packet}.html") for name in alone)
    assert not any("/captures/" in name or "/candidate/" in name or "custody" in name for name in alone)
    draft = asked.take(scope="what-the-board-saw").read(
        f"evidence-{asked.case.reference}-2/data/certificate-draft.txt"
    )
    assert b'named "ledger" and "board" were' in draft
    whole = asked.take(redaction="references-only")
    folder = f"evidence-{asked.case.reference}-3/data"
    for name in ("index.html", "custody.csv"):
        text = whole.read(f"{folder}/{name}").decode()
        assert "Dana Ruiz" not in text
        assert re.search(r"P-[0-9A-Z]{6}", text)


def test_a_capture_that_is_gone_is_named_and_the_rest_leaves(
    asked: Asked, tmp_path: Path, key: str, settings: Settings
) -> None:
    with asked.app.app_context():
        ident = str(capture_of(db.session, asked.case.case_id, asked.captures[0]).file_id)
    next(settings.instance.rglob(f"{ident}.sealed")).unlink()
    asked.take().extractall(tmp_path)
    folder = tmp_path / f"evidence-{asked.case.reference}-1"
    status, told = run(folder, key)
    assert status == 0
    assert f"Not in it: Capture {asked.captures[0]}" in told
    assert asked.captures[0] in (folder / "data/index.html").read_text("utf-8")


def test_a_paper_of_the_candidate_that_is_not_what_it_was_is_named(
    asked: Asked, tmp_path: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoiled(*_: object) -> Iterator[File]:
        yield file_of("statement.txt", "A statement", b"sworn", datetime(2026, 3, 9, tzinfo=UTC))
        raise Unopenable("bytes differ")

    monkeypatch.setattr(package_module, "SIGNED", (spoiled,))
    monkeypatch.setattr(package_module, "KINDS", {spoiled: "Statements"})
    asked.take().extractall(tmp_path)
    status, told = run(tmp_path / f"evidence-{asked.case.reference}-1", key)
    assert status == 0
    assert "Not in it: Statements: not all is here" in told
    with asked.app.app_context():
        opened = ledger_page(db.session, case_id=asked.case.case_id, events=("AFFIDAVIT_OPENED",)).lines
    assert len(opened) == 1, "what was signed left, though it was no affidavit"


def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(asked: Asked, people: People) -> None:
    page = asked.browser.get(asked.place).get_data(as_text=True)
    assert "Who gets it" in page
    answer = asked.browser.post(asked.place, data=SAID | {"matter": "", "why": "x"})
    assert answer.status_code in {409, 422}
    assert "Superior Court, the clerk" in answer.get_data(as_text=True)
    for role in (Role.SUPERVISOR, Role.HR_ADMIN, Role.BOARD_MEMBER, Role.CHIEF, Role.IT):
        other = people.browser(people.make(f"Somebody {role.value}", role))
        assert other.post(asked.place, data=SAID).status_code in {403, 404}
        assert other.get("/audit/exports").status_code == 403
    with asked.app.app_context():
        assert db.session.scalars(select(EvidencePackage)).all() == []


def test_the_database_keeps_packages(asked: Asked, settings: Settings) -> None:
    asked.take()
    with asked.app.app_context():
        table = Record.metadata.tables["evidence_packages"]
        values = dict(db.session.execute(select(*table.columns)).mappings().one())
        db.session.rollback()
    ident = asked.case.case_id
    for statement, words in (
        (table.update().values(size=1), "can only be added to"),
        (table.delete(), "never deleted"),
        (table.insert().values(**values | {"id": ident, "number": 3}), "one after the other"),
        (table.insert().values(**values | {"id": ident, "number": 2, "asked_by": ident}), "for an auditor"),
    ):
        with (
            asked.app.app_context(),
            past_the_application(settings) as connection,
            pytest.raises(IntegrityError, match=words),
        ):
            connection.execute(statement)


def test_a_case_whose_keys_are_destroyed_says_so(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    def destroyed(*_: object) -> None:
        raise NoKey("case", asked.case.case_id)

    monkeypatch.setattr("tracker.exports.packing.package_of", destroyed)
    answer = asked.browser.post(asked.place, data=SAID)
    assert answer.status_code == 409
    assert "are destroyed, so nothing that it held can be opened or exported" in answer.get_data(as_text=True)


def test_each_of_many_changes_is_found_and_its_place_is_told(
    unpacked: Path, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    dice: Random = seeded(20261123)
    for _ in range(100):
        with mutate(unpacked, dice) as change:
            assert verify.main([str(unpacked), key]) == 1, change
            told = capsys.readouterr().out
            assert named(told, change), (change, told)
    assert verify.main([str(unpacked), key]) == 0


def test_a_file_too_many_or_a_line_of_another_case_is_told(
    unpacked: Path, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stray = unpacked / "data" / "captures" / "more.png"
    stray.write_bytes(SHOT)
    assert verify.main([str(unpacked), key]) == 1
    assert "data/captures/more.png: this is not of the package" in capsys.readouterr().out
    stray.unlink()
    other = "riverton.example/tracker+ca9475f4+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    assert verify.main([str(unpacked), other]) == 1
    (unpacked / "data/index.html").unlink()
    assert verify.main([str(unpacked), key]) == 1
    assert "data/index.html: the file is missing" in capsys.readouterr().out


@pytest.mark.parametrize(
    "line", [":" * 73, "a" * 73, "a" * 72 + ":", ":" + "f" * 72, "a" * 60 + ":" + "f" * 12]
)
def test_damaged_help_is_no_help_and_nothing_breaks(unpacked: Path, key: str, line: str) -> None:
    note, aid = unpacked / verify.NOTE, unpacked / verify.AID
    content = bytearray(note.read_bytes())
    content[40] ^= 1
    note.write_bytes(content)
    aid.write_text(f"{line}\n")
    status, told = run(unpacked, key)
    assert status == 1
    assert told.startswith(f"BROKEN: {verify.NOTE}")


def test_nothing_is_added_by_a_link_or_an_empty_folder(unpacked: Path, key: str, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    captures = unpacked / "data" / "captures"
    for name in ("data/captures2", "data/loop"):
        (unpacked / name).symlink_to(elsewhere if "2" in name else unpacked)
        assert run(unpacked, key) == (
            1,
            f"BROKEN: {name}: this is a link to somewhere else, and not of the package.\n",
        )
        (unpacked / name).unlink()
    (unpacked / "data" / "empty").mkdir()
    assert run(unpacked, key)[1] == "BROKEN: data/empty: this is not of the package.\n"
    (unpacked / "data" / "empty").rmdir()
    captures.rename(elsewhere / "captures")
    captures.symlink_to(elsewhere / "captures")
    assert run(unpacked, key)[0] == 1


def test_what_is_told_forges_no_line_whatever_the_terminal(
    unpacked: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    for name in ("zz\x1b[2J\nHOLDS", "漢.txt"):
        stray = unpacked / name
        stray.write_bytes(b"x")
        command = [sys.executable, f"{unpacked.name}/verify.py", unpacked.name, key]
        done = subprocess.run(command, cwd=unpacked.parent, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (1, b"")
        assert done.stdout.count(b"\n") == 1
        assert b"\x1b" not in done.stdout
        stray.unlink()
    bad: list[str | bytes] = [
        sys.executable,
        f"{unpacked.name}/verify.py",
        unpacked.name,
        b"\xff+27f439e8+ASAP",
    ]
    done = subprocess.run(bad, cwd=unpacked.parent, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (2, b"")

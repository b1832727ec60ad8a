"""Files with an answer: judged by their content, sealed as they arrive, taken out, sent, kept for ever."""

from __future__ import annotations

import errno
import hashlib
import io
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.answering.conftest import Site
from tests.factories import files
from tests.factories.answering import WORDS
from tests.findings.test_captures import sealed_files
from tests.pages.filled import send
from tests.people import Browser
from tests.vault.counting import statements
from tracker import cli
from tracker.answering import intake, views_draft
from tracker.answering.files import files_in_case
from tracker.answering.models import AnswerFile
from tracker.answering.own import response_page
from tracker.answering.queries import requests_of
from tracker.antivirus import Infected, NoScanner
from tracker.clock import FixedClock
from tracker.db import clock_of, db, unit_of_work
from tracker.findings.keepers import store_state, sweep_files
from tracker.ledger.events import Event
from tracker.ledger.models import ledger_entries
from tracker.ledger.queries import entries_of
from tracker.policy.actors import SYSTEM, Role
from tracker.policy.answering import MOST_BYTES, MOST_TRIED
from tracker.policy.answers import Refused
from tracker.policy.arrivals import NotScanned, Scan, Scanned
from tracker.release.material import material_of
from tracker.release.verifying import verify_all
from tracker.settings import Settings
from tracker.vault.files import FileSealer

NAME = "<b>canary-name</b>\u202egnp.exe"
ADDED = re.compile(r"File (\d), (PNG|JPEG|WebP|PDF), ([\d.]+ (?:bytes|kB|MB))")


def post(
    site: Site, phone: Browser, *chosen: tuple[bytes, str], remove: tuple[str, ...] = (), **values: str
) -> TestResponse:
    """Send the form of the answer with files, as a browser does."""
    page = phone.get(site.path).text
    seen = re.findall(r'name="seen"[^>]*value="(\d+)"', page)
    data: dict[str, Any] = {"seen": seen[0] if seen else "0", "choice": "context", "words": WORDS} | values
    data["files"] = [FileStorage(io.BytesIO(body), name) for body, name in chosen or ((b"", ""),)]
    data["remove"] = list(remove)
    boundary, body = encode_multipart(data)
    kind = f"multipart/form-data; boundary={boundary}"
    return phone.post(site.path, data=body, content_type=kind)


def shown(phone: Browser, path: str) -> str:
    """Return the words of a page, with single spaces."""
    page = phone.get(path)
    assert page.status_code == 200, page.text
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def references(site: Site) -> list[str]:
    """Return the references of all files that were ever added."""
    with site.inside():
        return list(db.session.scalars(select(AnswerFile.reference).order_by(AnswerFile.added_at)))


def test_files_go_with_the_answer_and_are_proved_by_their_digests(
    site: Site, phone: Browser, settings: Settings
) -> None:
    picture, page = files.picture("JPEG"), files.pdf()
    assert post(site, phone, (picture, NAME), (page, "a"), file="y").location == site.path
    words = shown(phone, site.path)
    assert [found[:2] for found in ADDED.findall(words)] == [("1", "JPEG"), ("2", "PDF")]
    assert hashlib.sha256(picture).hexdigest() in words.replace(" ", "")
    assert "canary" not in words
    assert WORDS in phone.get(site.path).text
    assert post(site, phone).location == f"{site.path}/check"
    check = shown(phone, f"{site.path}/check")
    assert len(ADDED.findall(check)) == 2
    assert send(phone, f"{site.path}/check").location == site.path
    with site.inside() as unit:
        given = requests_of(db.session, unit.now(site.case).case_id)[0].answer
        assert given is not None
        assert len(given.files) == 2
        assert hashlib.sha256(page).hexdigest() in given.document.decode()
        assert b"canary" not in given.document
    assert len(ADDED.findall(shown(phone, site.path))) == 2
    assert not any(picture in path.read_bytes() for path in settings.data.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.png", "is empty"),
        (b"MZ\x90\x00" + b"\0" * 200, "a.png", "is of a kind that we cannot take"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a.png", "kind"),
        (files.html("<script>alert(1)</script>"), "a.pdf", "is of a kind that we cannot take"),
        (b"GIF89a" + b"\0" * 100, "a.gif", "is of a kind that we cannot take"),
        (files.wacz(), "a.png", "is of a kind that we cannot take"),
        (files.pdf(locked=True), "a.pdf", "opens with a password only"),
        (files.picture("PNG")[:-9], "a.png", "is cut short or broken"),
        (files.picture("JPEG") + b"<script>alert(1)</script>" + files.wacz(), "a.jpg", "File 1"),
        (files.large_png(MOST_BYTES), "a.png", "is too large"),
    ],
    ids=["empty", "program", "svg", "page", "gif", "package", "locked", "cut", "two-in-one", "large"],
)
def test_a_file_that_is_not_taken_is_told_in_words_and_loses_nothing(
    site: Site, phone: Browser, settings: Settings, data: bytes, name: str, said: str
) -> None:
    before = sealed_files(settings)
    kept_words = "What I typed before it."
    answer = post(site, phone, (data, name), (files.pdf(), "good.pdf"), words=kept_words)
    if said == "File 1":  # what follows the end of a picture is either refused or kept as it came, never run
        assert answer.status_code in (303, 422)
        return
    assert answer.status_code == 422
    assert f"File 1 that you chose {said}" in answer.text or said in answer.text
    assert kept_words in answer.text
    assert "<script>alert" not in answer.text
    assert kept_words in phone.get(site.path).text
    assert len(sealed_files(settings)) == len(before) + 1, "the good one is kept"
    assert [found[1] for found in ADDED.findall(shown(phone, site.path))] == ["PDF"]
    with site.inside():
        told = [body for body in db.session.scalars(select(ledger_entries.c.body)) if "FILE_REFUSED" in body]
    assert len(told) == 1
    assert name not in told[0]


def test_a_picture_is_known_by_its_content_whatever_a_phone_calls_it(site: Site, phone: Browser) -> None:
    post(site, phone, (files.picture("JPEG"), "IMG_0001.HEIC"), (files.picture("WEBP"), "photo"), file="y")
    assert [found[1] for found in ADDED.findall(shown(phone, site.path))] == ["JPEG", "WebP"]


def test_the_sixth_file_is_one_too_many_until_one_is_taken_out(site: Site, phone: Browser) -> None:
    many = [(files.png(str(number)), "a.png") for number in range(6)]
    answer = post(site, phone, *many)
    assert answer.status_code == 422
    assert "File 6 that you chose is one too many" in answer.text
    assert len(ADDED.findall(shown(phone, site.path))) == 5
    again = post(site, phone, (files.pdf(), "a.pdf"), words="Still here.")
    assert again.status_code == 422
    assert "You can send up to 5 files" in again.text
    assert "Choose them again" in again.text
    assert "Still here." in again.text
    first = references(site)[0]
    assert post(site, phone, (files.pdf(), "a.pdf"), remove=(first,), file="y").status_code == 303
    assert [found[1] for found in ADDED.findall(shown(phone, site.path))] == ["PNG"] * 4 + ["PDF"]


def test_what_was_taken_out_is_not_sent_and_nobody_opens_it(site: Site, phone: Browser) -> None:
    post(site, phone, (files.png("a"), "a.png"), (files.pdf(), "a.pdf"), file="y")
    picture, page = references(site)
    supervisor = site.browser(site.unit.supervisor)
    address = f"/review/{site.case.reference}/answer/files"
    assert supervisor.get(f"{address}/{page}").status_code == 404, "a draft is nobody's but the candidate's"
    drafted = site.browser(site.unit.dana).get(f"/cases/{site.case.reference}/answers/files/{page}")
    assert drafted.status_code == 404, "nor the investigator's"
    post(site, phone, remove=(picture, "E-ZZZZZZ"))
    assert send(phone, f"{site.path}/check").status_code == 303
    opened = supervisor.get(f"{address}/{page}")
    assert opened.data == files.pdf()
    assert opened.mimetype == "application/octet-stream"
    assert opened.headers["Content-Disposition"] == f'attachment; filename="{page}.pdf"'
    assert supervisor.get(f"{address}/{picture}").status_code == 404
    told = shown(supervisor, f"/review/{site.case.reference}/answer")
    assert "Download file 1 , PDF" in told
    with site.inside():
        bodies = [b for b in db.session.scalars(select(ledger_entries.c.body)) if "ANSWER_FILE_OPENED" in b]
    assert len(bodies) == 1
    dana, own = site.browser(site.unit.dana), f"/cases/{site.case.reference}/answers"
    assert f'href="{own}/files/{page}"' in dana.get(own).text
    assert picture not in dana.get(own).text, "what was taken out is not sent"
    assert dana.get(f"{own}/files/{page}").data == files.pdf()
    assert dana.get(f"{own}/files/{picture}").status_code == 404
    for role in (Role.INVESTIGATOR, Role.BOARD_MEMBER, Role.HR_ADMIN, Role.AUDITOR):
        other = site.browser(site.people.make(f"Other {role.value}", role))
        assert other.get(f"{address}/{page}").status_code in (403, 404), role


@pytest.mark.parametrize(
    ("state", "told"), [("changed", "is not as it was received"), ("missing", "is missing")]
)
def test_a_file_that_is_not_what_was_sent_is_found_and_nothing_goes_on(
    site: Site, phone: Browser, settings: Settings, state: str, told: str
) -> None:
    before = set(sealed_files(settings))
    post(site, phone, (files.pdf(), "a.pdf"), file="y")
    (stored,), (file,) = set(sealed_files(settings)) - before, references(site)
    send(phone, f"{site.path}/check")
    runner = cli.install(site.app).test_cli_runner()
    assert "ok    contents:" in runner.invoke(args=["check", "--captures"]).output
    with site.inside() as unit:
        verify_all(unit.supervisor, site.now())
    sealed = stored.read_bytes()
    if state == "missing":
        stored.unlink()
    else:
        stored.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    said = runner.invoke(args=["check", "--captures"]).output
    assert f"TROUBLE contents: {file} ({state}): not as received" in said
    with site.inside() as unit:
        with pytest.raises(Refused, match=f"File {file}, which came with an answer, {told}"):
            verify_all(unit.supervisor, site.now())
        entries = entries_of(db.session, [site.now().case_id], {Event.ANSWER_FILE_VERIFIED.name})
        assert [(one.about, one.params["result"]) for one in entries] == [
            (("answer-file", file), "intact"),
            (("answer-file", file), state),
        ]


def test_no_sealed_file_of_an_answer_is_taken_for_what_a_crash_left(
    site: Site, phone: Browser, settings: Settings
) -> None:
    before = len(sealed_files(settings))
    post(site, phone, (files.pdf(), "a.pdf"), file="y")
    with site.inside():
        assert store_state(db.session).orphans == ()
        with unit_of_work(SYSTEM) as work:
            assert sweep_files(work) == ()
        assert len(sealed_files(settings)) == before + 1
        for path in sealed_files(settings)[-1:]:
            assert path.is_file()


def test_a_full_disk_is_told_in_the_houses_words_and_the_draft_before_it_stays(
    site: Site, phone: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    post(site, phone, words="Saved before.", later="y")
    with monkeypatch.context() as full:
        full.setattr(FileSealer, "seal", no_room)
        answer = post(site, phone, (files.pdf(), "a.pdf"), words="Typed now.")
    assert answer.status_code == 503
    assert "There is no room left" in answer.text
    assert "Saved before." in phone.get(site.path).text


def test_more_than_is_read_is_told_and_the_saved_draft_stands_on_the_page(
    site: Site, phone: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(site, phone, words="Saved before.", later="y")
    monkeypatch.setattr(views_draft, "PASSING_BYTES", 10_000)
    answer = post(site, phone, (files.large_png(20_000), "a.png"), words="Typed now.")
    assert answer.status_code == 413
    assert "what you typed is there" in answer.text
    assert "Saved before." in answer.text


def test_words_beside_a_large_file_outlive_a_time_out_and_the_file_is_asked_for_again(
    site: Site, phone: Browser, clock: FixedClock, settings: Settings
) -> None:
    clock.advance(timedelta(minutes=31))
    before = sealed_files(settings)
    large = files.large_png(settings.form_bytes + 1)
    answer = post(site, phone, (large, NAME), words="Typed before the end.", seen="0")
    assert answer.status_code in (302, 303)
    again = site.browser(site.candidate)
    kept = shown(again, "/kept")
    assert "Typed before the end." in kept
    assert "Files cannot be kept. Choose them again on the page." in kept
    assert "canary" not in kept
    (back,) = re.findall(r'href="([^"]*kept_form=[^"]*)"', again.get("/kept").text)
    assert "Typed before the end." in again.get(unescape(back)).text
    assert references(site) == []
    assert sealed_files(settings) == before


def test_files_can_be_put_and_taken_out_only_so_often(site: Site, phone: Browser) -> None:
    for number in range(MOST_TRIED):
        post(site, phone, (files.png(str(number)), "a.png"), remove=tuple(references(site)), file="y")
    answer = post(site, phone, (files.pdf(), "a.pdf"), remove=tuple(references(site)))
    assert answer.status_code == 422
    assert "Call us if you need one more." in answer.text


def test_the_board_page_names_each_file_by_its_digest_and_nothing_else(site: Site, phone: Browser) -> None:
    data = files.pdf()
    post(site, phone, (data, NAME))
    send(phone, f"{site.path}/check")
    with site.inside() as unit:
        before = material_of(db.session, unit.now(site.case)).page
        text = re.sub(r"\s+", " ", before.text)
    assert f"File 1, kept in the case file: PDF, {len(data)} bytes, SHA-256" in text
    assert hashlib.sha256(data).hexdigest() in text
    assert "canary" not in text
    assert before.words < len(text.split())


def test_the_page_with_five_files_asks_no_more_of_the_database(site: Site, phone: Browser) -> None:
    def asked() -> int:
        with site.inside(), statements(db.engine) as seen:
            response_page(db.session, site.now(), site.response, clock_of(db.session).now())
        return len(seen)

    post(site, phone, (files.png("0"), "a.png"), file="y")
    one = asked()
    post(site, phone, *((files.png(str(number)), "a.png") for number in range(1, 5)), file="y")
    assert asked() == one


class Finds(NoScanner):
    """A scanner that says one thing of every file."""

    def __init__(self, said: Scanned | Infected) -> None:
        super().__init__()
        self.said = said

    def finish(self) -> Scanned:
        if isinstance(self.said, Infected):
            raise self.said
        return self.said


UNANSWERED = Scanned(Scan.NOT_SCANNED, why=NotScanned.NO_ANSWER)


@pytest.mark.parametrize(
    ("said", "keeps", "words", "told"),
    [
        (Infected("Test.Mark-1"), True, "contains a virus", ""),
        (UNANSWERED, False, "could not look through file 1 for viruses", ""),
        (UNANSWERED, True, "", "no-answer"),
        (Scanned(Scan.CLEAN), False, "", "clean"),
    ],
    ids=["infected", "not scanned, refused", "not scanned, kept", "clean"],
)
def test_a_file_is_looked_through_for_malware_by_the_one_policy(
    site: Site,
    phone: Browser,
    monkeypatch: pytest.MonkeyPatch,
    said: Scanned | Infected,
    keeps: bool,
    words: str,
    told: str,
) -> None:
    monkeypatch.setattr(intake, "scanner_of", lambda _settings: lambda: Finds(said))
    monkeypatch.setattr(intake, "keeps_unscanned", lambda _settings: keeps)
    answer = post(site, phone, (files.pdf(), "a.pdf"), words="Typed beside it.", file="y")
    if words:
        assert answer.status_code == 422
        assert words in answer.text
        assert "Typed beside it." in answer.text
        assert "Test.Mark" not in answer.text
        assert references(site) == []
    else:
        assert answer.status_code == 303
        assert len(references(site)) == 1
    with site.inside():
        lines = [str(body) for body in db.session.scalars(select(ledger_entries.c.body))]
    refused = [one for one in lines if Event.ANSWER_FILE_REFUSED.name in one]
    added = [one for one in lines if Event.ANSWER_FILE_ADDED.name in one]
    assert (len(refused), len(added)) == ((1, 0) if words else (0, 1))
    assert not told or f'"scan":"{told}"' in added[0]
    with site.inside() as unit:
        kept = files_in_case(db.session, unit.now(site.case).case_id).values()
        said_of = [one.looked_through.partition(":")[0] for one in kept]
    assert said_of == ([] if words else ["Nothing found" if told == "clean" else "Not scanned"])

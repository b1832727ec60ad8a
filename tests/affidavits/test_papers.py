"""The receipt as PDF: kept with the filing, the same as the page, and known by its fingerprint."""

from __future__ import annotations

import hashlib
import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests.affidavits.conftest import Site
from tests.factories.affidavits import COMPLETE, INSTAGRAM, MYSPACE, Round
from tests.people import Browser
from tests.printing.reading import heard
from tests.walls import against, refused
from tracker.affidavits import papers, receipt_paper
from tracker.affidavits.models import AffidavitPaper
from tracker.affidavits.own import edition_of, filed_with, paper_of
from tracker.affidavits.papers import make_paper
from tracker.affidavits.words import english
from tracker.db import db, unit_of_work
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import Role
from tracker.policy.answers import Denied, NotFound
from tracker.policy.facts import CaseFacts
from tracker.policy.pace import A_MINUTE
from tracker.policy.vocabulary import Stage
from tracker.printing.moments import grouped
from tracker.printing.press import NotPrinted, pdf


def jammed(*_: object, **__: object) -> bytes:
    """Print nothing."""
    raise NotPrinted("out of paper")


def test_filing_keeps_the_receipt_with_its_own_fingerprint(
    session: Session, hiring: Round, case: CaseFacts
) -> None:
    filed = hiring.file(case)
    reference, sheet = paper_of(session, case.case_id, None)
    edition, _ = edition_of(session, case.case_id, None, english)
    assert reference == filed.reference
    assert edition.paper == hashlib.sha256(sheet).hexdigest() != filed.fingerprint
    paper = heard(sheet)
    assert paper.enclosed == {f"affidavit-{reference}.txt": edition.document}
    assert (paper.title, paper.language, paper.ua) == ("Receipt of your affidavit", "en", "1")
    assert filed_with(session, edition.paper) == filed_with(session, filed.fingerprint) == filed.filed_at
    assert filed_with(session, hashlib.sha256(sheet + b" ").hexdigest()) is None
    assert paper_of(session, case.case_id, 1) == (reference, sheet)
    with pytest.raises(NotFound):
        paper_of(session, case.case_id, 2)


def test_it_says_what_happens_next_by_when_and_how_to_come_back(
    hiring: Round, case: CaseFacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = overheard(monkeypatch)
    hiring.invite(hiring.now(case))
    hiring.file(hiring.now(case))
    said = "\n".join(seen["nexts"])
    assert seen["words"]["next"] == "What happens next"
    assert "Your investigator is Dana Ruiz." in said
    assert "We plan to be done by April 8, 2026." in said
    assert "Looking together: we will call you to agree on a time." in said
    assert "Both work until March 12, 2026, 12:00 p.m. EDT." in said
    assert "stop access, change what you filed, or withdraw" in said


def test_it_says_what_the_signed_text_says_part_by_part(
    session: Session, hiring: Round, case: CaseFacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = overheard(monkeypatch)
    hiring.file(case)
    edition, _ = edition_of(session, case.case_id, None, english)
    assert seen["exact"] == edition.text.splitlines()
    headings = [part["heading"] for part in seen["parts"] if part["heading"]]
    assert [line for line in edition.text.splitlines() if line in headings] == headings
    assert [part["heading"] for part in seen["parts"] if part["under"]] == [
        "Account 1",
        "Account 2",
        "Account 3",
    ]
    values = {line["label"]: line["value"] for part in seen["parts"] for line in part["given"]}
    assert values["Username"] == "I do not remember it"
    other = next(part for part in seen["parts"] if part["heading"] == "Anything else")
    assert other["given"] == [{"label": "Answer", "value": "Not provided"}]
    assert values["I mean this as my signature"] == "Yes"
    head = {line["label"]: line["value"] for line in seen["head"]}
    assert head["Reference"] == edition.reference
    assert head["Filed"].endswith(" UTC)")
    assert "/verify" in seen["foot"]
    assert seen["fingerprint"].replace(" ", "") == edition.fingerprint
    assert seen["changes"] == []


def test_a_further_edition_shows_what_it_changed_and_each_keeps_its_paper(
    session: Session, hiring: Round, case: CaseFacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = overheard(monkeypatch)
    first = hiring.file(case)
    second = hiring.amend(case, accounts=(INSTAGRAM, MYSPACE))
    edition, count = edition_of(session, case.case_id, None, english)
    assert count == 2
    assert seen["changes"] == list(edition.changes) != []
    assert paper_of(session, case.case_id, 1)[0] == first.reference
    assert (
        paper_of(session, case.case_id, 2)[0] == paper_of(session, case.case_id, None)[0] == second.reference
    )
    prints = {hashlib.sha256(paper_of(session, case.case_id, one)[1]).hexdigest() for one in (1, 2)}
    assert len(prints) == 2
    assert all(filed_with(session, one) for one in prints)


def test_a_receipt_is_made_once_and_is_the_same_whenever_it_is_made(
    session: Session, hiring: Round, case: CaseFacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as out_of_order:
        out_of_order.setattr(papers, "receipt_paper", jammed)
        hiring.file(case)
        assert hiring.now(case).stage is Stage.SEARCH
        assert edition_of(session, case.case_id, None, english)[0].paper == ""
        with pytest.raises(NotFound):
            paper_of(session, case.case_id, None)
        assert not made(hiring, case)
    assert made(hiring, case)
    sheet = paper_of(session, case.case_id, None)[1]
    monkeypatch.setattr(papers, "receipt_paper", jammed)
    assert made(hiring, case)
    assert paper_of(session, case.case_id, None)[1] == sheet
    assert len(session.scalars(select(AffidavitPaper)).all()) == 1


def test_the_paper_made_later_is_the_one_that_filing_would_have_made(
    session: Session, hiring: Round, case: CaseFacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[bytes] = []

    def lost(receipt: receipt_paper.Receipt, say: Any) -> bytes:
        tried.append(receipt_paper.receipt_paper(receipt, say))
        raise NotPrinted("lost")

    with monkeypatch.context() as out_of_order:
        out_of_order.setattr(papers, "receipt_paper", lost)
        hiring.file(case)
    assert made(hiring, case)
    assert paper_of(session, case.case_id, None)[1] == tried[0]


def made(hiring: Round, case: CaseFacts) -> bool:
    """Ask for the receipt of the first edition, as the candidate."""
    return make_paper(hiring.candidate(case), hiring.now(case), edition=1, say=english)


def test_nobody_else_has_a_receipt_made(hiring: Round, case: CaseFacts) -> None:
    hiring.file(case)
    other = hiring.case()
    for actor in (hiring.dana, hiring.supervisor, hiring.candidate(other)):
        with pytest.raises((Denied, NotFound)):
            make_paper(actor, hiring.now(case), edition=1, say=english)
    with pytest.raises(NotFound):
        make_paper(hiring.candidate(case), hiring.now(case), edition=2, say=english)


def test_the_database_keeps_papers_as_they_are(session: Session, hiring: Round, case: CaseFacts) -> None:
    hiring.file(case)
    session.rollback()
    for statement in ("UPDATE affidavit_papers SET fingerprint = 'x'", "DELETE FROM affidavit_papers"):
        with refused(against(statement)), db.engine.begin() as connection:
            connection.execute(text(statement))


def test_the_press_stops_no_filing_whatever_happens_in_it(
    session: Session, hiring: Round, case: CaseFacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Panic(BaseException):
        """As the library's own language ends a thread."""

    def panic(*_: object, **__: object) -> bytes:
        raise Panic("index out of bounds")

    monkeypatch.setattr("typst.compile", panic)
    hiring.file(case)
    assert edition_of(session, case.case_id, None, english)[0].paper == ""


@pytest.mark.parametrize("hostile", ["你好 😀 \u202eabc", "#panic()[*x*] @a `b` $c$", "a" * 2000])
def test_whatever_was_answered_is_printed(
    session: Session, hiring: Round, case: CaseFacts, hostile: str
) -> None:
    hiring.file(case, replace(COMPLETE, anything_else=hostile))
    assert heard(paper_of(session, case.case_id, None)[1]).enclosed


def test_the_candidate_downloads_the_pdf_and_anybody_checks_it(site: Site, phone: Browser) -> None:
    with site.inside() as hiring:
        hiring.file(site.case)
    assert "Download PDF" in phone.get("/a/receipt").text
    answer = phone.get("/a/receipt.pdf")
    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="affidavit-D-26-')
    assert phone.get("/a/receipt/v1.pdf").data == answer.data
    assert phone.get("/a/receipt/v2.pdf").status_code == 404
    reader = site.desk(site.round.hr)
    for large in (2**31, 2**63, 10**25, "9" * 5000):
        assert phone.get(f"/a/receipt/v{large}.pdf").status_code == 404
        assert phone.get(f"/es/a/receipt/v{large}").status_code == 404
        assert phone.post(f"/a/receipt/v{large}/pdf").status_code == 404
        assert reader.get(f"/cases/{site.case.reference}/affidavit/v{large}.pdf").status_code == 404
    changed = bytearray(answer.data)
    changed[len(changed) // 2] ^= 1
    assert "Matches an affidavit filed on" in checked(site, answer.data)
    assert "No match." in checked(site, bytes(changed))
    assert site.stranger().get("/a/receipt.pdf").status_code != 200
    assert site.desk(site.round.dana).get("/a/receipt.pdf").status_code == 403


def checked(site: Site, content: bytes) -> str:
    """Return what the page for everyone says of a file."""
    upload = {"fingerprint": "", "document": (io.BytesIO(content), "anything.pdf")}
    return site.stranger().post("/verify", data=upload).text


@pytest.mark.sqlite
def test_a_file_passes_by_whole_and_a_far_larger_one_is_turned_away_in_words(site: Site) -> None:
    with site.inside() as hiring:
        hiring.file(site.case)
    head = b'--part\r\nContent-Disposition: form-data; name="document"; filename="film.mp4"\r\n\r\n'
    for size, status, words in (
        (24_000_000, 200, "No match."),
        (27_000_000, 413, "Choose a smaller file: up to 25 MB"),
    ):
        body = head + b"x" * size + b"\r\n--part--\r\n"
        answer = site.stranger().post("/verify", data=body, content_type="multipart/form-data; boundary=part")
        assert answer.status_code == status
        assert words in answer.text


@pytest.mark.sqlite
def test_the_fingerprint_is_found_however_it_is_grouped_and_unknown_ones_are_answered_alike(
    site: Site,
) -> None:
    with site.inside() as hiring:
        hiring.file(site.case)
    paper = site.read(lambda _: edition_of(db.session, site.case.case_id, None, english)[0].paper)
    groups = [paper[start : start + 8] for start in range(0, 64, 8)]
    for typed in (
        paper,
        paper.upper(),
        " ".join(groups),
        ":".join(groups),
        "\n".join(groups),
        f"  {paper}\t",
    ):
        assert "Matches an affidavit" in site.stranger().post("/verify", data={"fingerprint": typed}).text
    one = paper[:-1] + ("0" if paper[-1] != "0" else "1")
    answers = set()
    for wrong in (one, "ab" * 32):
        page = site.stranger().post("/verify", data={"fingerprint": wrong}).text
        for written in (wrong, *(f"<span>{four}</span>" for four in grouped(wrong).split())):
            page = page.replace(written, "")
        answers.add(re.sub(r'<input[^>]*type="hidden"[^>]*>', "", page))
    assert len(answers) == 1
    assert "No match." in answers.pop()


@pytest.mark.sqlite
def test_whoever_checks_without_end_is_asked_to_wait_and_loses_nothing_typed(site: Site) -> None:
    stranger, typed = site.stranger(), {"fingerprint": "ab" * 32}
    for _ in range(A_MINUTE):
        assert stranger.post("/verify", data=typed).status_code == 200
    answer = stranger.post("/verify", data=typed)
    assert answer.status_code == 429
    assert "Wait a minute, then check again." in answer.text
    assert f'value="{typed["fingerprint"]}"' in answer.text
    assert "No match." not in answer.text
    large = {"document": (io.BytesIO(b"x" * 400_000), "film.mp4")}
    assert stranger.post("/verify", data=large).status_code == 429
    assert "Espere un minuto" in stranger.post("/es/verify", data=typed).text
    assert stranger.get("/verify").status_code == 200
    elsewhere = stranger.post("/verify", data=typed, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.status_code == 200


@pytest.mark.browser
def test_a_browser_with_scripts_sends_the_fingerprint_and_never_the_file(
    site: Site, address: str, chromium: Chromium
) -> None:
    with site.inside() as hiring:
        hiring.file(site.case)
    sheet = site.read(lambda _: paper_of(db.session, site.case.case_id, None)[1])
    with chromium.new_context() as context:
        page, sent = context.new_page(), list[tuple[str, bytes]]()
        page.goto(f"{address}/verify")
        page.on("request", lambda one: sent.append((one.method, one.post_data_buffer or b"")))
        page.set_input_files("#document", {"name": "r.pdf", "mimeType": "application/pdf", "buffer": sheet})
        page.wait_for_function("document.getElementById('fingerprint').value.length === 64")
        assert page.input_value("#fingerprint") == hashlib.sha256(sheet).hexdigest()
        assert "The file is not sent." in page.inner_text("[data-hash-file]")
        assert sent == []
        page.get_by_role("button", name="Check it").click()
        page.wait_for_selector("text=Matches an affidavit filed on")
        (body,) = (one for method, one in sent if method == "POST")
        assert hashlib.sha256(sheet).hexdigest().encode() in body
        assert b"%PDF" not in body
        assert len(body) < 2_000


def test_a_receipt_that_is_not_made_is_made_by_a_button_and_by_no_look(
    site: Site, phone: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as out_of_order:
        out_of_order.setattr(papers, "receipt_paper", jammed)
        with site.inside() as hiring:
            hiring.file(site.case)
        assert "Download PDF" not in phone.get("/a/receipt").text
        assert phone.get("/a/receipt.pdf").status_code == 404
        assert phone.post("/a/receipt/v1/pdf").status_code == 303
        assert "could not be made" in phone.get("/a/receipt").text
    assert "Make a PDF of it" in phone.get("/a/receipt").text
    assert phone.post("/a/receipt/v1/pdf").status_code == 303
    page = phone.get("/a/receipt").text
    assert "The PDF is made." in page
    assert "Download PDF" in page
    assert phone.get("/a/receipt.pdf").status_code == 200
    assert phone.post("/a/receipt/v1/pdf").status_code == 303
    assert phone.post("/a/receipt/v7/pdf").status_code == 404


def test_staff_who_may_read_the_affidavit_get_the_receipt_and_it_is_recorded(
    site: Site, phone: Browser
) -> None:
    with site.inside() as hiring:
        hiring.file(site.case)
    path, dana = f"/cases/{site.case.reference}/affidavit", site.desk(site.round.dana)
    assert f"{path}/v1.pdf" in dana.get(path).text
    someone = site.people.make("Some Supervisor", Role.SUPERVISOR)
    assert site.desk(someone).get(f"{path}/v1.pdf").data == phone.get("/a/receipt.pdf").data
    assert someone.person_id in site.read(lambda hiring: hiring.now(site.case).exposed)
    assert dana.get(f"{path}/v2.pdf").status_code == 404
    for role in (Role.BOARD_MEMBER, Role.HR_ADMIN, Role.AUDITOR):
        stranger = site.people.make(f"Some {role.value}", role)
        assert site.desk(stranger).get(f"{path}/v1.pdf").status_code == 403
    other = site.people.make("Luis Ortega", Role.INVESTIGATOR)
    assert site.desk(other).get(f"{path}/v1.pdf").status_code == 404


def overheard(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return what receipts will have handed to the press; the press goes on as ever."""
    seen: dict[str, Any] = {}

    def listen(template: str, data: dict[str, Any], **more: Any) -> bytes:
        seen.clear()
        seen.update(data)
        return pdf(template, data, **more)

    monkeypatch.setattr("tracker.affidavits.receipt_paper.pdf", listen)
    return seen


def test_nobody_waits_while_a_receipt_is_pressed(
    hiring: Round, case: CaseFacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrote: list[str] = []

    def pressing(receipt: receipt_paper.Receipt, say: Any) -> bytes:
        with unit_of_work(hiring.supervisor) as work:  # somebody else's turn, while the press runs
            record(work, Event.LEDGER_OPENED)
        wrote.append(receipt.reference)
        return receipt_paper.receipt_paper(receipt, say)

    monkeypatch.setattr(papers, "receipt_paper", pressing)
    filed = hiring.file(case)
    assert wrote == [filed.reference]
    assert paper_of(db.session, case.case_id, None)[0] == filed.reference


def test_a_filing_stands_though_its_receipt_could_not_be_kept(
    site: Site, phone: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    with monkeypatch.context() as no_room:
        no_room.setattr(papers, "_keep", full)
        with site.inside() as hiring:
            reference = hiring.file(site.case).reference
    assert f"the receipt of {reference} waits to be made" in caplog.text
    assert "Make a PDF of it" in phone.get("/a/receipt").text
    assert phone.post("/a/receipt/v1/pdf").status_code == 303
    assert phone.get("/a/receipt.pdf").status_code == 200


def test_two_who_make_a_receipt_at_once_make_one(
    site: Site, phone: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken, site.inside() as hiring:
        broken.setattr(papers, "receipt_paper", jammed)
        hiring.file(site.case)
    phone.get("/a/receipt")
    cookie, together = phone.get_cookie("tracker"), Barrier(2, timeout=20)
    assert cookie is not None

    def pressing(receipt: receipt_paper.Receipt, say: Any) -> bytes:
        together.wait()  # neither has taken a turn to keep it yet
        return receipt_paper.receipt_paper(receipt, say)

    def presses(_: int) -> int:
        with phone.application.test_client() as tab:
            tab.set_cookie("tracker", cookie.value)
            return tab.post("/a/receipt/v1/pdf").status_code

    monkeypatch.setattr(papers, "receipt_paper", pressing)
    with ThreadPoolExecutor(2) as tabs:
        assert list(tabs.map(presses, range(2))) == [303, 303]
    assert phone.get("/a/receipt.pdf").status_code == 200
    assert len(site.read(lambda _: db.session.scalars(select(AffidavitPaper.id)).all())) == 1

"""A statement sworn before a notary: handed in as a scan, looked at beside its text, then filed."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.affidavits.conftest import Site
from tests.factories.affidavits import COMPLETE, Round
from tests.pages.affidavits import answer, candidate_answers, candidate_signs, hidden
from tests.people import Browser
from tests.walls import against, refused
from tracker.affidavits.ending import end_waiting
from tracker.affidavits.filing import Edition, file_edition
from tracker.affidavits.models import ScanCheck, SignedScan, StatementEnd
from tracker.affidavits.notaries import Notary, handed_in, sent_back, shown_digest
from tracker.affidavits.notarising import file_scan, hand_in, send_scan_back
from tracker.affidavits.own import editions_of
from tracker.affidavits.swearing import Oath, make_statement, take_oath
from tracker.affidavits.waiting_statement import Waiting, waiting_of
from tracker.affidavits.words import english
from tracker.clock import agency_day
from tracker.db import clock_of, db, unit_of_work
from tracker.mail.queries import mails_of
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Denied, NotFound, Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.legal import SigningMethod
from tracker.policy.mailing import MailKind, MailState
from tracker.policy.notaries import (
    MOST_HANDED_IN,
    HandingIn,
    ScanFacts,
    missing_to_check_scan,
    missing_to_file_scan,
    missing_to_hand_in,
    missing_to_send_back,
)
from tracker.policy.officers import LONGEST
from tracker.policy.scans import LARGEST_SCAN
from tracker.policy.vocabulary import Stage
from tracker.policy.ways import EndOfWaiting

NAME = "Marisol Peña"
DAY = date(2026, 3, 9)
ASKED: dict[str, Any] = {"notary": "Grace Hall", "place": "Connecticut, Hartford County"}


def picture(kind: str = "PNG") -> bytes:
    """Return a picture of a paper."""
    made = io.BytesIO()
    Image.new("RGB", (30, 40), (250, 250, 240)).save(made, kind)
    return made.getvalue()


PAGE = picture()
PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"


def said(**changes: Any) -> Notary:
    """Return what a notary's paper says, signed today."""
    today = agency_day(clock_of(db.session).now())
    plain = Notary(
        "Grace Hall", "Connecticut, Hartford County", today, "HC-4410", today + timedelta(days=400)
    )
    return replace(plain, **changes)


def ready(hiring: Round, case: CaseFacts, language: str = "en") -> Waiting:
    """Answer everything and make the statement ready for a notary."""
    hiring.answer(case, COMPLETE)
    with unit_of_work(hiring.candidate(case)) as work:
        make_statement(work, case, method=SigningMethod.NOTARY, language=language, say=english)
    waiting = waiting_of(db.session, case.case_id)
    assert waiting
    return waiting


def sent(actor: Actor, case: CaseFacts, *contents: bytes, **changes: Any) -> None:
    """Hand in a scan."""
    with unit_of_work(actor) as work:
        hand_in(work, case, notary=said(**changes), contents=contents or (PAGE,))


def shown(case: CaseFacts) -> str:
    """Return the digest of what is on HR's page."""
    waiting = waiting_of(db.session, case.case_id)
    assert waiting
    paper = handed_in(db.session, case.case_id, waiting.statement_id)
    assert paper
    return shown_digest(waiting, paper)


def filed(actor: Actor, case: CaseFacts, digest: str | None = None) -> Any:
    """File what the scan shows."""
    with unit_of_work(actor) as work:
        return file_scan(work, case, shown=shown(case) if digest is None else digest, say=english)


# The rules.

HANDING = HandingIn(
    pages=1,
    signed_on=DAY,
    commission_ends=None,
    made_on=DAY - timedelta(days=1),
    today=DAY + timedelta(days=1),
    notary="Grace Hall",
    place="Connecticut, Hartford County",
)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"waits": True}, "A signed paper is here already"),
        ({"pages": 0}, "Choose the photos"),
        ({"earlier": MOST_HANDED_IN}, "Call us before you send another one"),
        ({"pages": 31}, "Choose up to 30 files"),
        ({"signed_on": DAY + timedelta(days=2)}, "still to come"),
        ({"signed_on": DAY - timedelta(days=2)}, "was not ready on that day"),
        ({"commission_ends": DAY - timedelta(days=1)}, "before the day of signing"),
        ({"notary": " \u200b"}, "Enter the name of the notary"),
        ({"place": ""}, "Enter the state and county of the notary"),
        ({"commission": "4" * (LONGEST + 1)}, f"Write up to {LONGEST} characters."),
    ],
)
@pytest.mark.sqlite
def test_what_cannot_be_handed_in_is_said(changes: dict[str, Any], sentence: str) -> None:
    assert missing_to_hand_in(HANDING) == ()
    assert missing_to_hand_in(replace(HANDING, commission_ends=DAY, pages=30)) == ()
    (unmet,) = missing_to_hand_in(replace(HANDING, **changes))
    assert sentence in unmet.sentence
    assert unmet.clause or unmet.fix == "field:commission"
    (secret,) = missing_to_hand_in(replace(HANDING, place="password: hunter22!"))
    assert (secret.ref, secret.fix) == ("R-03", "field:place")


@pytest.mark.sqlite
def test_who_searches_or_decides_neither_checks_nor_is_the_notary() -> None:
    hr, dana, reyes = uuid4(), uuid4(), uuid4()
    facts = ScanFacts(
        checked_by=hr,
        notary="Grace Hall",
        searching_ids=frozenset({dana}),
        deciding_ids=frozenset({reyes}),
        searching=("Dana Ruiz",),
        deciding=("Member Reyes",),
        shown="a",
        current="a",
    )
    assert missing_to_file_scan(facts) == missing_to_send_back(facts, "Page 2 is missing.") == ()
    for changes, sentence in (
        ({"checked_by": dana}, "searches in this case does not check"),
        ({"checked_by": reyes}, "sits on the board of this requisition does not check"),
        ({"shown": "b"}, "changed since this page was opened"),
        ({"handed_in_by": hr}, "You handed this paper in"),
    ):
        (unmet,) = missing_to_check_scan(replace(facts, **changes))
        assert sentence in unmet.sentence
        assert missing_to_file_scan(replace(facts, **changes)) == (unmet,)
        assert missing_to_send_back(replace(facts, **changes), "Page 2 is missing.") == (unmet,)
    for name, sentence in (("dana  RUIZ", "searches in this case"), ("Member Reyes", "on the board")):
        (unmet,) = missing_to_file_scan(replace(facts, notary=name))
        assert sentence in unmet.sentence
        assert missing_to_send_back(replace(facts, notary=name), "Another notary is needed.") == ()
    for reason in ("", " \n", "x" * 1001):
        (unmet,) = missing_to_send_back(facts, reason)
        assert unmet.fix == "field:reason"


# The services.


def test_what_is_filed_is_the_frozen_text_and_the_notarys_part_with_each_files_digest(
    hiring: Round, case: CaseFacts
) -> None:
    waiting = ready(hiring, case)
    sent(hiring.candidate(case), case, PAGE, PDF)
    assert hiring.now(case).stage is not Stage.SEARCH
    edition = filed(hiring.hr, case)
    (kept,) = editions_of(db.session, case.case_id, english)
    assert kept.text.startswith(waiting.text)
    assert hashlib.sha256(kept.document).hexdigest() == edition.fingerprint
    digests = (hashlib.sha256(PAGE).hexdigest(), hashlib.sha256(PDF).hexdigest())
    for words in (*ASKED.values(), "HC-4410", waiting.digest, *digests, hiring.hr.name, NAME):
        assert words in kept.text
    assert edition.declaration == "notary"
    assert kept.intact
    assert hiring.now(case).stage is Stage.SEARCH
    assert db.session.scalars(select(StatementEnd.why)).all() == ["filed"]
    assert db.session.scalars(select(ScanCheck.same)).all() == [True, True]


def test_a_scan_that_goes_back_waits_for_another_and_both_stay(hiring: Round, case: CaseFacts) -> None:
    waiting = ready(hiring, case)
    candidate = hiring.candidate(case)
    sent(candidate, case)
    with pytest.raises(Refused, match="A signed paper is here already"):
        sent(candidate, case)
    with pytest.raises(Refused, match="looks like a password"), unit_of_work(hiring.hr) as work:
        send_scan_back(work, case, shown=shown(case), reason="pw: hunter22")
    with unit_of_work(hiring.hr) as work:
        send_scan_back(work, case, shown=shown(case), reason="The stamp cannot be read.")
    back = sent_back(db.session, case.case_id, waiting.statement_id)
    assert back
    assert back.reason == "The stamp cannot be read."
    assert handed_in(db.session, case.case_id, waiting.statement_id) is None
    with pytest.raises(NotFound), unit_of_work(hiring.hr) as work:
        file_scan(work, case, shown="", say=english)
    sent(hiring.hr, case, PDF)
    paper = handed_in(db.session, case.case_id, waiting.statement_id)
    assert paper
    assert paper.by == hiring.hr.name
    with pytest.raises(Refused, match="You handed this paper in"):
        filed(hiring.hr, case)
    filed(hiring.people.make("Omar Reed", Role.HR_ADMIN), case)
    assert len(db.session.scalars(select(SignedScan.id)).all()) == 2
    assert f"Handed in by: {hiring.hr.name}" in editions_of(db.session, case.case_id, english)[0].text


def test_a_scan_that_goes_back_is_told_of_by_mail_until_another_comes(hiring: Round) -> None:
    case = hiring.case("Nina Alvarez", email="nina@mail.example")
    ready(hiring, case)
    sent(hiring.candidate(case), case, PAGE)
    with unit_of_work(hiring.hr) as work:
        send_scan_back(work, case, shown=shown(case), reason="The stamp cannot be read.")
    (mail,) = mails_of(db.session, case.case_id)
    assert (mail.kind, mail.state) == (MailKind.TO_ANSWER, MailState.WAITING)
    sent(hiring.candidate(case), case, PDF)
    (mail,) = mails_of(db.session, case.case_id)
    assert mail.state == MailState.DROPPED


def test_only_hr_checks_and_only_what_was_on_the_page(hiring: Round, case: CaseFacts) -> None:
    ready(hiring, case)
    sent(hiring.candidate(case), case)
    for actor in (hiring.supervisor, hiring.dana, hiring.candidate(case)):
        with pytest.raises(Denied):
            filed(actor, case)
    with pytest.raises(Refused, match="changed since this page was opened"):
        filed(hiring.hr, case, "0" * 64)


def test_the_notary_is_nobody_who_searches_here(hiring: Round, case: CaseFacts) -> None:
    ready(hiring, case)
    sent(hiring.candidate(case), case, name="Dana Ruiz")
    with pytest.raises(Refused, match="would be a witness"):
        filed(hiring.hr, case)


@pytest.mark.parametrize("content", [b"", b"<html>", b"%PDF-1.7 cut off", PAGE[:60]])
def test_what_is_no_scan_is_not_kept(hiring: Round, case: CaseFacts, content: bytes) -> None:
    ready(hiring, case)
    with pytest.raises(Refused):
        sent(hiring.candidate(case), case, PAGE, content)
    assert db.session.scalars(select(SignedScan.id)).all() == []


def test_changed_answers_end_it_and_an_oath_is_not_taken_on_a_notarys_statement(
    hiring: Round, case: CaseFacts
) -> None:
    waiting = ready(hiring, case)
    sent(hiring.candidate(case), case)
    oath = Oath(waiting.digest, "Card", "Grace Hall", "Notary", "CGS 1-24", "Riverton", sworn_today=True)
    with pytest.raises(NotFound), unit_of_work(hiring.hr) as work:
        take_oath(work, case, oath=oath, say=english)
    digest = shown(case)
    hiring.answer(case, replace(COMPLETE, anything_else="A game forum"), part="other")
    with pytest.raises(NotFound):
        filed(hiring.hr, case, digest)
    with pytest.raises(NotFound):
        sent(hiring.candidate(case), case)


def test_in_spanish_the_notarys_part_is_kept_in_english_too(hiring: Round, case: CaseFacts) -> None:
    ready(hiring, case, language="es")
    sent(hiring.candidate(case), case)
    assert filed(hiring.hr, case).english


# The walls.

WALLS = (
    "UPDATE signed_scans SET fingerprint = 'x'",
    "DELETE FROM signed_scans",
    "UPDATE scan_checks SET same = true",
    "DELETE FROM scan_checks",
    "UPDATE statement_ends SET why = 'x'",
    "DELETE FROM statement_ends",
)


def test_scan_and_check_stay_as_they_were(hiring: Round, case: CaseFacts) -> None:
    ready(hiring, case)
    sent(hiring.candidate(case), case)
    filed(hiring.hr, case)
    db.session.rollback()
    for statement in WALLS:
        with refused(against(statement)), db.engine.begin() as connection:
            connection.execute(text(statement))


def unchecked(hiring: Round, case: CaseFacts, edition: Edition) -> None:
    """File an edition as sworn before a notary though nobody looked at its scan."""
    with unit_of_work(hiring.hr) as work:
        end_waiting(work, case.case_id, why=EndOfWaiting.FILED, recorded_by=hiring.hr.person_id)
        file_edition(work, case, edition, say=english)


def test_nothing_is_filed_as_notarised_without_a_check_and_no_searcher_is_the_checker(
    hiring: Round, case: CaseFacts
) -> None:
    waiting = ready(hiring, case)
    sent(hiring.candidate(case), case)
    paper = handed_in(db.session, case.case_id, waiting.statement_id)
    assert paper
    edition = Edition(
        reference="D-26-AAAAA",
        number=1,
        answers=waiting.answers,
        document=b"x",
        english=None,
        name=NAME,
        place="x",
        language="en",
        method=SigningMethod.NOTARY,
        profile=waiting.profile,
        profile_version=waiting.profile_version,
        access_ends_at=waiting.access_ends_at,
        investigator_id=None,
        filed_at=waiting.made_at,
    )
    with pytest.raises(DBAPIError, match="recorded that its scan shows it"):
        unchecked(hiring, case, edition)
    check = {"scan_id": paper.pages[0].scan_id, "same": True, "reason": None, "checked_at": waiting.made_at}
    other = hiring.case(name="Another")
    for values, words in (
        ({"case_id": case.case_id, "checked_by": hiring.dana.person_id}, "judges how its affidavit"),
        ({"case_id": other.case_id, "checked_by": hiring.hr.person_id}, "judged in its own case"),
    ):
        with pytest.raises(DBAPIError, match=words), db.engine.begin() as connection:
            connection.execute(insert(ScanCheck).values(id=uuid4(), version=1, **check, **values))
    row = db.session.scalars(select(SignedScan)).one()
    copied = {column.name: getattr(row, column.name) for column in SignedScan.__table__.columns}
    db.session.rollback()
    with pytest.raises(DBAPIError, match="statement of its own case"), db.engine.begin() as connection:
        connection.execute(insert(SignedScan).values(**(copied | {"id": uuid4(), "case_id": other.case_id})))
    own = {"case_id": case.case_id, "checked_by": hiring.hr.person_id}
    with db.engine.begin() as connection:
        handed = copied | {"id": uuid4(), "handed_in_by": hiring.hr.person_id}
        connection.execute(insert(SignedScan).values(**handed))
    own_scan = {**check, "id": uuid4(), "version": 1, "scan_id": handed["id"]}
    with pytest.raises(DBAPIError, match="handed a scan in does not say"), db.engine.begin() as connection:
        connection.execute(insert(ScanCheck).values(**own_scan, **own))


# The pages.


def handing(browser: Browser, url: str, *files: bytes, **fields: Any) -> TestResponse:
    """Send the form with its files."""
    with browser.application.app_context():
        today = agency_day(clock_of(db.session).now()).isoformat()
    named = [FileStorage(io.BytesIO(content), f"{number}.bin") for number, content in enumerate(files)]
    boundary, body = encode_multipart({**ASKED, "day": today, **fields, "files": named})
    return browser.post(url, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def assert_told(desk: Browser, root: str, words: str, leads_to: str) -> None:
    """HR reads how far the candidate is, with the way to what comes next."""
    told = desk.get(f"{root}/invitation").text
    assert words in told
    assert f'href="{leads_to}"' in told


def test_from_the_candidates_choice_over_a_scan_sent_back_to_the_receipt(site: Site, phone: Browser) -> None:
    candidate_answers(phone, ("instagram", "marisol"))
    assert phone.get("/a/sign/notary").location == "/a/sign/ways"
    assert phone.post("/a/sign/ways", data={"way": "notary"}).location == "/a/sign/ways"
    assert "Take it to a notary" in phone.get("/a/sign/ways").text
    assert phone.get("/a/sign/statement.pdf").data.startswith(b"%PDF-")
    assert "Sign your statement before a notary" in phone.get("/a").text
    desk, root = site.desk(site.round.hr), f"/admin/candidates/{site.case.reference}"
    assert_told(desk, root, "To be sworn before a notary", f"{root}/notary/scan")
    assert desk.get(f"{root}/oath").status_code == 404
    assert desk.get(f"{root}/notary").location == f"{root}/notary/scan"
    lacking = handing(phone, "/a/sign/notary", notary="", commission="HC-4410")
    assert lacking.status_code == 422
    assert "Enter the name of the notary" in lacking.text
    assert 'value="HC-4410"' in lacking.text
    assert "Choose your files again" in handing(phone, "/a/sign/notary", PAGE, notary="").text
    wrong = handing(phone, "/a/sign/notary", b"<html>")
    assert wrong.status_code == 422
    assert "Choose a PDF, or a picture" in wrong.text
    assert 'value="Grace Hall"' in wrong.text
    assert handing(phone, "/a/sign/notary", PAGE, PDF).location == "/a/sign/notary"
    assert "We have your signed paper" in phone.get("/a/sign/notary").text
    assert "A signed paper is here already" in handing(phone, "/a/sign/notary", PAGE).text
    listed = phone.get("/a").text
    assert "Someone here looks at it first" in listed
    assert "You do not need to do anything now." in listed
    assert "If you change an answer, this statement ends" in listed
    for asked in ("Check your answers, then sign", "Cannot start yet", "Continue where you left off"):
        assert asked not in listed
    assert_told(desk, root, "Scan to be checked", f"{root}/notary")
    page = desk.get(f"{root}/notary").text
    assert "marisol" in page
    assert hashlib.sha256(PDF).hexdigest() in page
    seen = desk.get(f"{root}/notary/pages/1.jpg")
    assert (seen.mimetype, seen.data[:2]) == ("image/jpeg", b"\xff\xd8")
    assert desk.get(f"{root}/notary/pages/2.jpg").status_code == 404
    assert desk.get(f"{root}/notary/pages/2/file").data == PDF
    assert desk.get(f"{root}/notary/pages/3/file").status_code == 404
    assert desk.get(f"{root}/notary/scan").location == f"{root}/notary"
    carried = {"shown": hidden(page, "shown")}
    silent = desk.post(f"{root}/notary", data={**carried, "verdict": "back"})
    assert silent.status_code == 422
    assert "Write what the candidate has to do" in silent.text
    back = {**carried, "verdict": "back", "reason": "Page 2 lacks the <b>stamp</b>."}
    assert desk.post(f"{root}/notary", data=back).status_code == 303
    assert "something is left to do" in phone.get("/a").text
    again = phone.get("/a/sign/notary").text
    assert "Page 2 lacks the &lt;b&gt;stamp&lt;/b&gt;." in again
    assert 'value="Grace Hall"' in again
    assert desk.post(f"{root}/notary", data=back).location == f"{root}/notary/scan"


def test_what_hr_handed_in_is_looked_at_by_somebody_else(site: Site, phone: Browser) -> None:
    candidate_answers(phone, ("instagram", "marisol"))
    phone.post("/a/sign/ways", data={"way": "notary"})
    desk, root = site.desk(site.round.hr), f"/admin/candidates/{site.case.reference}"
    assert handing(desk, f"{root}/notary/scan", PAGE).location == f"{root}/notary"
    own = desk.get(f"{root}/notary").text
    assert "You handed this paper in, so somebody else looks at it." in own
    assert "Save what I found" not in own
    with site.inside():
        second = site.people.make("Omar Reed", Role.HR_ADMIN)
    other = site.desk(second)
    carried = {"shown": hidden(other.get(f"{root}/notary").text, "shown"), "verdict": "same"}
    refused = desk.post(f"{root}/notary", data=carried)
    assert refused.status_code == 422
    assert "Ask another person" in refused.text
    assert other.post(f"{root}/notary", data=carried).status_code == 303
    assert "We have your affidavit" in phone.get("/a/receipt").text
    assert desk.post(f"{root}/notary", data=carried).status_code == 404
    assert desk.get(f"{root}/notary/scan").status_code == 404


def test_others_do_not_come_in_and_strange_input_is_answered_in_words(site: Site, phone: Browser) -> None:
    candidate_answers(phone)
    phone.post("/a/sign/ways", data={"way": "notary"})
    handing(phone, "/a/sign/notary", PAGE)
    root = f"/admin/candidates/{site.case.reference}/notary"
    for path in (
        root,
        f"{root}/scan",
        f"{root}/pages/1.jpg",
        f"{root}/pages/1/file",
        f"{root}/statement.pdf",
    ):
        assert site.desk(site.round.supervisor).get(path).status_code == 403
        assert site.desk(site.round.dana).get(path).status_code == 403
        assert phone.get(path).status_code in (403, 404)
    desk = site.desk(site.round.hr)
    assert desk.get("/admin/candidates/C-26-ZZZZZ/notary").status_code == 404
    for data in (
        {},
        {"verdict": "magic", "shown": "x"},
        {"verdict": "same", "shown": "\0'\""},
        {"verdict": "back", "reason": "x" * 1001},
        {"verdict": "back", "reason": "pw: hunter22"},
    ):
        assert desk.post(root, data=data).status_code == 422


def test_what_is_too_large_or_looks_like_a_password_is_not_kept(site: Site, phone: Browser) -> None:
    candidate_answers(phone)
    phone.post("/a/sign/ways", data={"way": "notary"})
    for field in ("notary", "place", "commission"):
        told = handing(phone, "/a/sign/notary", PAGE, **{field: "pw: hunter22"})
        assert told.status_code == 422
        assert "looks like a password" in told.text
        assert "hunter22" not in told.text
    told = handing(phone, "/a/sign/notary", b"%PDF-" + bytes(LARGEST_SCAN))
    assert "Choose a smaller file: up to 25 MB." in told.text
    assert 'value="Grace Hall"' in told.text
    for day in ("yesterday", "2026-02-31", "0001-01-01", "9999-12-31"):
        assert handing(phone, "/a/sign/notary", PAGE, day=day).status_code == 422
    assert site.read(lambda _: db.session.scalars(select(SignedScan.id)).all()) == []


def test_an_amendment_is_sworn_before_a_notary_too_and_in_spanish(site: Site, phone: Browser) -> None:
    candidate_answers(phone, ("instagram", "marisol"))
    assert candidate_signs(phone, NAME).location == "/a/receipt"
    phone.post("/a/change")
    answer(phone, "/a/other", anything_else="A game forum")
    phone.language = "/es"
    phone.post("/a/sign/ways", data={"way": "notary"})
    assert "Enviar el papel firmado" in phone.get("/a/sign/notary").text
    assert handing(phone, "/a/sign/notary", PAGE).status_code == 303
    desk, page = site.desk(site.round.hr), f"/admin/candidates/{site.case.reference}/notary"
    carried = {"shown": hidden(desk.get(page).text, "shown"), "verdict": "same"}
    assert desk.post(page, data=carried).status_code == 303
    filed_texts = site.read(lambda _: editions_of(db.session, site.case.case_id, english))
    assert "Jurado o afirmado ante un notario" in filed_texts[-1].text

"""The pages of a paper: begun, scanned, copied, handed on, compared, printed; and who is kept out."""

from __future__ import annotations

import io
import re

import pytest
from sqlalchemy import func, select

from tests.affidavits.conftest import Site
from tests.factories.affidavits import NAME
from tests.factories.on_paper import copied, scan
from tests.pages.affidavits import hidden
from tests.people import Browser, People
from tests.printing.reading import heard
from tracker.affidavits import scans
from tracker.antivirus import Infected
from tracker.cases.models import AccessEntry
from tracker.cases.openings import Thing
from tracker.db import db
from tracker.ledger.events import Event
from tracker.ledger.models import ledger_entries
from tracker.on_paper.queries import the_paper
from tracker.policy.actors import STAFF_ROLES, Role
from tracker.policy.arrivals import NotScanned, Scan, Scanned


def base(site: Site) -> str:
    """Return the address of the paper of the site's case."""
    return f"/admin/candidates/{site.case.reference}/paper"


def sent(desk: Browser, address: str, **typed: str) -> str:
    """Fill a form of the copy in and send it; return where it leads."""
    page = desk.get(address)
    assert page.status_code == 200, (address, page.status_code)
    answer = desk.post(address, data={"seen": hidden(page.text, "seen"), **typed})
    assert answer.status_code == 303, answer.text
    return answer.location or ""


def scanned(desk: Browser, site: Site, *files: bytes) -> int:
    """Send files as pages, each under a name that says nothing."""
    named = [(io.BytesIO(content), f"{number}.bin") for number, content in enumerate(files)]
    return desk.post(f"{base(site)}/pages", data={"files": named}).status_code


def typed_whole(desk: Browser, site: Site) -> None:
    """Copy a paper with one account, and hand it on."""
    assert desk.post(base(site), data={"language": "en"}).status_code == 303
    assert scanned(desk, site, scan(), scan(90)) == 303
    sent(
        desk,
        f"{base(site)}/answers",
        has_names="yes",
        names="Mari P\nMari P\nLa Mari",
        uses="yes",
        complete="y",
        has_former="no",
    )
    account = {"platform": "instagram", "handle": "https://www.instagram.com/Marisol.P/?hl=en"}
    sent(desk, f"{base(site)}/accounts/new", **account, whose="me", visible="", mode="together")
    foot = desk.get(f"{base(site)}/foot").text
    until = hidden(foot, "access_until")
    signed = {"name": NAME, "place": "Riverton, Connecticut", "signed_on": "2026-03-01"}
    named = re.findall(r'name="investigator"[^>]*value="([^"]+)"', foot)
    assert (len(named), named[-1]) == (2, "nobody")
    assert "checked" not in "".join(re.findall(r'<input[^>]*name="investigator"[^>]*>', foot))
    sent(desk, f"{base(site)}/foot", **signed, access_until=until, investigator=named[0])
    assert desk.post(f"{base(site)}/hand-on").status_code == 303


def test_a_paper_goes_from_the_desk_to_the_copy_in_the_candidates_hand(site: Site, phone: Browser) -> None:
    desk, other = site.desk(site.round.hr), site.desk(site.round.supervisor)
    typed_whole(desk, site)
    listed = other.get("/papers").text
    assert "To be compared" in listed
    assert "Somebody else compares it" in desk.get("/papers").text
    assert "It is not filed yet" in phone.get("/a").text
    assert "On paper, to be compared" in desk.get("/admin/candidates").text
    page = other.get(f"{base(site)}/compare")
    assert page.status_code == 200
    assert "marisol.p" in page.text.lower()
    assert "Entered for the candidate by Priya Nair" in page.text
    picture = other.get(f"{base(site)}/pages/1.jpg")
    assert (picture.mimetype, picture.data[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    same = other.post(f"{base(site)}/compare", data={"shown": hidden(page.text, "shown"), "verdict": "same"})
    assert same.status_code == 303, same.text
    again = other.post(f"{base(site)}/compare", data={"shown": hidden(page.text, "shown"), "verdict": "same"})
    assert again.status_code == 404
    receipt = phone.get("/a/receipt").text
    assert "Entered for the candidate by" in receipt
    assert "Lt. Ama Okafor" in receipt
    overview = desk.get(base(site)).text
    assert "Filed from paper" in overview
    letter = heard(desk.get(f"{base(site)}/letter.pdf").data)
    assert letter.headings[0] == "H1 Your affidavit is filed"
    assert "Letters to send" in desk.get("/papers").text
    assert "Letters to send" not in other.get("/papers").text, "who prints them sends them"
    assert other.post(f"{base(site)}/letter/sent").status_code == 403
    assert desk.post(f"{base(site)}/letter/sent").location == base(site)
    assert "Letter and copy went out" in desk.get(base(site)).text
    assert "Letters to send" not in desk.get("/papers").text
    twice = desk.post(f"{base(site)}/letter/sent")
    assert twice.status_code == 409
    assert "It is recorded already" in twice.text
    copy = desk.get(f"{base(site)}/copy.pdf")
    assert copy.data == phone.get("/a/receipt.pdf").data
    assert desk.get(f"/cases/{site.case.reference}/affidavit").status_code == 403


@pytest.mark.parametrize("page", ["", "/answers", "/foot", "/pages", "/pages/1.jpg", "/pages/1/file"])
def test_each_look_at_a_begun_paper_is_on_record_and_told_to_the_candidate(
    site: Site, phone: Browser, page: str
) -> None:
    desk = site.desk(site.round.hr)
    desk.post(base(site), data={"language": "en"})
    scanned(desk, site, scan())
    before = site.read(lambda _: looks_on_record(site))
    told = times_told(phone)
    assert desk.get(f"{base(site)}{page}").status_code == 200
    entries, lines = site.read(lambda _: looks_on_record(site))
    assert (entries, lines) == (before[0] + 1, before[1] + 1)
    assert times_told(phone) == told + 1


def test_who_sees_only_how_far_a_paper_is_leaves_no_look(site: Site) -> None:
    desk, other = site.desk(site.round.hr), site.desk(site.round.supervisor)
    desk.post(base(site), data={"language": "en"})
    before = site.read(lambda _: looks_on_record(site))
    assert other.get(base(site)).status_code == 200
    assert site.read(lambda _: looks_on_record(site)) == before


def looks_on_record(site: Site) -> tuple[int, int]:
    """Return how many looks at the paper are on record: access entries, and lines of the ledger."""
    entries = select(func.count()).where(
        AccessEntry.case_id == site.case.case_id, AccessEntry.thing == Thing.PAPER.value
    )
    opened = ledger_entries.c.event == Event.PAPER_OPENED.name
    lines = select(func.count()).where(opened, ledger_entries.c.case_id == str(site.case.case_id))
    return db.session.scalars(entries).one(), db.session.scalars(lines).one()


def times_told(phone: Browser) -> int:
    """Return how often the candidate's page says that staff opened the affidavit."""
    rows = re.findall(r"<tr.*?</tr>", phone.get("/a/access-log").text, re.DOTALL)
    staff = (re.sub(r"<[^>]+>", " ", row).split() for row in rows if ">staff<" in row)
    return sum(int(row[-1]) for row in staff)


@pytest.mark.clause("Hamden D.6")
def test_who_typed_it_is_told_that_somebody_else_compares_it(site: Site) -> None:
    desk = site.desk(site.round.hr)
    typed_whole(desk, site)
    refused = desk.get(f"{base(site)}/compare")
    assert refused.status_code == 409
    assert "You typed this copy" in refused.text
    assert desk.post(f"{base(site)}/compare", data={"verdict": "same", "shown": "x"}).status_code == 409


def test_what_differs_is_read_by_who_typed_and_not_by_the_list(site: Site) -> None:
    desk, other = site.desk(site.round.hr), site.desk(site.round.supervisor)
    typed_whole(desk, site)
    assert desk.post(f"{base(site)}/letter/sent").status_code == 404, "nothing is filed of it"
    page = other.get(f"{base(site)}/compare").text
    carried = {"shown": hidden(page, "shown"), "verdict": "differs"}
    empty = other.post(f"{base(site)}/compare", data=carried)
    assert empty.status_code == 422
    assert "Say what differs" in empty.text
    words = "Page 2 says marisol.p7"
    assert other.post(f"{base(site)}/compare", data={**carried, "words": words}).status_code == 303
    assert words in desk.get(base(site)).text
    assert words not in desk.get("/papers").text
    assert words not in other.get(base(site)).text


@pytest.mark.parametrize("role", [*(one for one in STAFF_ROLES if one is not Role.HR_ADMIN), Role.CANDIDATE])
def test_others_are_kept_out(site: Site, people: People, phone: Browser, role: Role) -> None:
    typed_whole(site.desk(site.round.hr), site)
    with site.inside():
        other = people.make(f"Other {role.value}", Role.AUDITOR if role is Role.CANDIDATE else role)
    desk = phone if role is Role.CANDIDATE else site.desk(other)
    for page in ("/answers", "/foot", "/accounts/new", "/accounts/1", "/former/new", "/pages", "/letter.pdf"):
        assert desk.get(f"{base(site)}{page}").status_code == 403, page
    for page in ("/hand-on", "/leave", "/pages/1/remove", "/accounts/1/remove"):
        assert desk.post(f"{base(site)}{page}").status_code == 403, page
    if role is not Role.SUPERVISOR:
        for page in ("", "/compare", "/pages/1.jpg", "/pages/1/file"):
            assert desk.get(f"{base(site)}{page}").status_code == 403, page


def test_a_strange_case_and_a_page_that_is_not_there_are_not_found(site: Site) -> None:
    desk = site.desk(site.round.hr)
    assert desk.get("/admin/candidates/C-26-ZZZZZ/paper").status_code == 404
    for page in ("/answers", "/compare", "/pages/1.jpg", "/accounts/1", "/copy.pdf", "/letter.pdf"):
        assert desk.get(f"{base(site)}{page}").status_code == 404, page
    with site.inside() as hiring:
        copied(hiring, site.case)
    assert desk.get(f"{base(site)}/pages/9.jpg").status_code == 404
    assert desk.get(f"{base(site)}/accounts/9").status_code == 404


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Choose the photo or scan"),
        (b"MZ\x90\x00\x03", "Choose a PDF, or a picture"),
        (b"<script>alert(1)</script>", "Choose a PDF, or a picture"),
        (b"%PDF-1.7 and then nothing", "cannot be read"),
        (scan()[:-40], "cannot be read"),
        (b"\xff\xd8\xff" + b"x" * 50, "cannot be read"),
    ],
)
def test_a_file_that_is_no_scan_is_told_of_in_words(site: Site, content: bytes, words: str) -> None:
    desk = site.desk(site.round.hr)
    desk.post(base(site), data={"language": "en"})
    sent_file = [(io.BytesIO(content), "paper.pdf")]
    answer = desk.post(f"{base(site)}/pages", data={"files": sent_file})
    assert answer.status_code == 422
    assert words in answer.text
    assert desk.post(f"{base(site)}/pages", data={}).status_code == 422
    assert "No page so far" in desk.get(f"{base(site)}/pages").text


def test_a_password_on_the_paper_is_never_typed(site: Site) -> None:
    desk = site.desk(site.round.hr)
    desk.post(base(site), data={"language": "en"})
    page = desk.get(f"{base(site)}/accounts/new").text
    typed = {
        "platform": "other",
        "platform_name": "Forum",
        "handle": "password: hunter22",
        "mode": "public-only",
    }
    answer = desk.post(f"{base(site)}/accounts/new", data={"seen": hidden(page, "seen"), **typed})
    assert answer.status_code == 422
    assert "hunter22" not in answer.text
    assert "Blacken it on the paper" in answer.text


def test_a_second_tab_overwrites_nothing(site: Site) -> None:
    desk = site.desk(site.round.hr)
    desk.post(base(site), data={"language": "en"})
    page = desk.get(f"{base(site)}/answers").text
    sent(desk, f"{base(site)}/answers", has_names="yes", names="First")
    late = desk.post(
        f"{base(site)}/answers", data={"seen": hidden(page, "seen"), "has_names": "yes", "names": "Second"}
    )
    assert late.status_code == 409
    assert "Second" in late.text
    with site.inside():
        assert the_paper(db.session, site.case.case_id).answers.other_names == ("First",)


def test_the_same_account_typed_twice_is_noticed_and_can_be_kept(site: Site) -> None:
    desk = site.desk(site.round.hr)
    typed_whole(desk, site)
    page = desk.get(f"{base(site)}/accounts/new").text
    again = {
        "platform": "instagram",
        "handle": "@MARISOL.P",
        "mode": "public-only",
        "seen": hidden(page, "seen"),
    }
    answer = desk.post(f"{base(site)}/accounts/new", data=again)
    assert answer.status_code == 422
    assert "You already added" in answer.text
    kept = desk.post(f"{base(site)}/accounts/new", data={**again, "keep_both": "1"})
    assert kept.status_code == 303
    numbers = re.findall(r"/paper/accounts/(\d+)", desk.get(base(site)).text)
    assert numbers == ["1", "2"]


def test_an_account_is_taken_off_the_copy_unless_somebody_else_saved_since(site: Site) -> None:
    desk = site.desk(site.round.hr)
    typed_whole(desk, site)
    gone = f"{base(site)}/accounts/1/remove"
    late = desk.post(gone, data={"seen": "0"})
    assert late.status_code == 409
    assert "saved" in late.text
    assert "/paper/accounts/1" in desk.get(base(site)).text, "nothing is taken off unseen"
    page = desk.get(f"{base(site)}/accounts/1").text
    assert desk.post(gone, data={"seen": hidden(page, "seen")}).location == base(site)
    assert "/paper/accounts/1" not in desk.get(base(site)).text
    assert desk.post(gone, data={"seen": "0"}).status_code == 404


@pytest.mark.parametrize("found", ["infected", "unanswered"])
def test_pages_are_looked_through_for_malware_before_any_is_kept(
    site: Site, monkeypatch: pytest.MonkeyPatch, found: str
) -> None:
    """By the same scanner and policy as captures; papers sworn before a notary come in by the same way."""
    desk = site.desk(site.round.hr)
    assert desk.post(base(site), data={"language": "en"}).status_code == 303

    def said(_settings: object, content: bytes) -> Scanned:
        if found == "infected":
            raise Infected(f"Test.Mark-{len(content)}")
        return Scanned(Scan.NOT_SCANNED, why=NotScanned.NO_ANSWER)

    monkeypatch.setattr(scans, "look_through", said)
    monkeypatch.setattr(scans, "keeps_unscanned", lambda _settings: False)
    text = desk.post(f"{base(site)}/pages", data={"files": [(io.BytesIO(scan()), "a.png")]}).text
    assert ("contains a virus" if found == "infected" else "could not look through") in text
    assert "Test.Mark" not in text
    with site.app.app_context():
        lines = [str(body) for body in db.session.scalars(select(ledger_entries.c.body))]
    assert not [one for one in lines if Event.SCAN_HANDED_IN.name in one]
    assert len([one for one in lines if Event.SCAN_REFUSED.name in one]) == int(found == "infected")
    monkeypatch.setattr(scans, "keeps_unscanned", lambda _settings: True)
    if found == "unanswered":
        assert scanned(desk, site, scan()) == 303

"""Every way to sign but the click, as candidate, HR and investigator live it; and one more thing asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload

from tests.affidavits.conftest import Site
from tests.factories.affidavits import COMPLETE, NAME
from tests.factories.on_paper import scan
from tests.journeys.affidavit import anybody_verifies, candidate_enters
from tests.journeys.finding import picture
from tests.journeys.served_case import Glass, ServedCase
from tests.journeys.walker import Walker
from tests.printing.reading import heard
from tracker.affidavits.answers import Answers
from tracker.clock import FixedClock, agency_day

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

GLASSES = pytest.mark.parametrize(
    "glass", [Glass("es", 320, scripts=False), Glass("en", 1280, scripts=True)], indirect=True, ids=str
)
Case = ServedCase[Site]
FINGERPRINT = re.compile(r"(?:[0-9a-f]{4} ?){16}")
SEND_BACK = "Something is left to do: send it back"
SAME = "The scan shows this text, the notary and the day as entered: file it"
REASON = "The stamp cannot be read. Take that page again in better light."
QUESTION = "Which spelling of this username is right?"
REPLY = "The one I wrote. It has one dot."


def page_of_paper(number: int) -> FilePayload:
    """Return a photo of a page."""
    return FilePayload(name=f"page-{number}.png", mimeType="image/png", buffer=picture())


def comes_in(served: Case, answers: Answers | None = None) -> Walker:
    """Have everything answered, and let the candidate in."""
    if answers is not None:
        with served.site.inside() as hiring:
            hiring.answer(hiring.now(served.site.case), answers)
    invited, candidate = served.invited(), served.candidate()
    candidate_enters(candidate, invited.link, invited.code)
    return candidate


def makes_ready(candidate: Walker, button: str) -> None:
    """Go from the answers to the ways to sign, and make the statement ready for one of them."""
    candidate.go("/a/check")
    candidate.follow("Continue to sign")
    candidate.follow("Other ways to sign")
    candidate.press(button)
    candidate.sees("Not filed yet.")
    saved = downloaded(candidate, "Get the statement as PDF")
    assert heard(saved.read_bytes()).language.startswith(candidate.language)
    candidate.go("/a")
    candidate.sees("Not filed yet.")


def downloaded(walker: Walker, link: str) -> Path:
    """Save what a link hands out."""
    with walker.page.expect_download() as saving:
        walker.page.get_by_role("link", name=walker.said(link)).first.click()
    return Path(saving.value.path())


def has_proof(candidate: Walker, *said: str) -> None:
    """Read the receipt, and have its fingerprint found by anybody."""
    candidate.go("/a/receipt")
    candidate.sees("We have your affidavit")
    for words in said:
        candidate.sees(words)
    found = FINGERPRINT.search(candidate.text())
    assert found
    anybody_verifies(candidate, found.group())


def timeline_says(reader: Walker, case: str, *lines: str) -> None:
    """Read the timeline of a case."""
    reader.go(f"/cases/{case}/timeline")
    for line in lines:
        reader.sees(line)


@GLASSES
def test_an_oath_is_sworn_before_an_officer_and_recorded_by_hr(served_case: Case) -> None:
    case, hiring = served_case.site.case.reference, served_case.site.round
    candidate, hr = comes_in(served_case, COMPLETE), served_case.staff(served_case.site.round.hr)
    makes_ready(candidate, "Make my statement ready")
    candidate.sees("Not filed yet. Your statement is ready to be sworn. Come to us and bring an ID card.")
    hr.go(f"/admin/candidates/{case}/invitation")
    hr.follow("Take the oath")
    in_english = hr.page.get_by_text("The same in English, which is kept beside it")
    assert in_english.count() == (served_case.glass.language == "es")
    hr.write("Name of the officer", "Grace Hall")
    hr.press_too_early("Record the oath and file", keeps={"Name of the officer": "Grace Hall"})
    hr.sees("Enter how the candidate was identified.")
    hr.write("How the candidate was identified", "Driver’s license of Connecticut")
    hr.write("Title of the officer", "Notary public")
    hr.write("Law that lets the officer take an oath", "CGS 1-24")
    hr.write("Place where it was sworn", "Riverton, Hartford County, Connecticut")
    hr.choose("It was sworn or affirmed before the officer today")
    hr.press("Record the oath and file")
    hr.sees("The oath is recorded")
    has_proof(candidate, "Sworn or affirmed before an officer", "Grace Hall")
    lines = ("made statement W-", "recorded the oath on statement W-", "filed affidavit D-")
    timeline_says(served_case.staff(hiring.dana), case, *lines)


@GLASSES
def test_a_notarys_paper_is_sent_looked_at_sent_back_and_filed(served_case: Case, clock: FixedClock) -> None:
    case, hiring = served_case.site.case.reference, served_case.site.round
    today = agency_day(clock.now()).isoformat()
    candidate, hr = comes_in(served_case, COMPLETE), served_case.staff(served_case.site.round.hr)
    makes_ready(candidate, "Make my statement ready for a notary")
    candidate.follow("See how")
    sends_the_paper(candidate, today, missing=True)
    hr.go(f"/admin/candidates/{case}/invitation")
    hr.follow("Check the scan")
    assert hr.page.locator("img.scan").count() == 2
    hr.choose(SEND_BACK)
    hr.press_too_early("Save what I found", keeps={}, chosen=(SEND_BACK,))
    hr.write("What the candidate has to do", REASON)
    hr.press("Save what I found")
    candidate.go("/a/status")
    candidate.follow("See what to do")
    candidate.sees(REASON)
    sends_the_paper(candidate, today)
    hr.go(f"/admin/candidates/{case}/invitation")
    hr.follow("Check the scan")
    hr.choose(SAME)
    hr.press("Save what I found")
    has_proof(candidate, "Sworn or affirmed before a notary", "Grace Hall", "Connecticut, Hartford County")
    lines = ("handed in a signed paper as a file, page 2", "back to the candidate", "shows statement W-")
    timeline_says(served_case.staff(hiring.dana), case, *lines)


def sends_the_paper(candidate: Walker, today: str, *, missing: bool = False) -> None:
    """Say what the notary's paper says, and send two pages of it."""
    candidate.write("Name of the notary", "Grace Hall")
    if missing:
        candidate.press_too_early("Send it", keeps={"Name of the notary": "Grace Hall"})
        candidate.sees("Enter the state and county of the notary")
    candidate.write("State and county of the notary", "Connecticut, Hartford County")
    candidate.write("Day it was signed before the notary", today)
    candidate.attach("Photos or scan of the signed paper", page_of_paper(1), page_of_paper(2))
    candidate.press("Send it")
    candidate.sees(
        "We have your signed paper since %(when)s. Someone here looks at it, then it is filed. "
        "You do not need to do anything now."
    )


@GLASSES
def test_one_more_thing_is_asked_answered_and_read_by_the_investigator(served_case: Case) -> None:
    case = served_case.site.case
    with served_case.site.inside() as hiring:
        hiring.file(hiring.now(case))
    candidate, dana = comes_in(served_case), served_case.staff(served_case.site.round.dana)
    dana.go(f"/cases/{case.reference}/affidavit")
    dana.follow("Ask the candidate to clarify")
    dana.write("Your question", QUESTION)
    dana.press_too_early("Send the question", keeps={"Your question": QUESTION})
    dana.page.get_by_role("radio").nth(1).check()
    dana.press("Send the question")
    dana.sees("Waits for the candidate")
    candidate.go("/a/status")
    candidate.follow("Read it and answer")
    candidate.sees(QUESTION)
    candidate.press_too_early("Send my answer", keeps={})
    candidate.write("Your answer", REPLY)
    candidate.press("Send my answer")
    candidate.does_not_see("Read it and answer")
    dana.go(f"/cases/{case.reference}/affidavit")
    dana.sees(REPLY)
    dana.does_not_see("Waits for the candidate")
    timeline_says(
        dana, case.reference, "asked the candidate about one answer", "in words, and changed nothing"
    )


@GLASSES
def test_a_paper_is_typed_by_one_compared_by_another_and_its_letter_printed(served_case: Case) -> None:
    case, hiring = served_case.site.case.reference, served_case.site.round
    candidate, hr = comes_in(served_case), served_case.staff(hiring.hr)
    copies_a_paper(hr, case, {"en": "English", "es": "Spanish"}[served_case.glass.language])
    candidate.go("/a")
    candidate.sees(
        "We have your paper. It is not filed yet: we copy it, and a second person compares the copy."
    )
    compares = served_case.staff(hiring.supervisor)
    compares.go("/papers")
    compares.page.get_by_role("row").filter(has_text=case).get_by_role("link").click()
    compares.follow("Compare the copy with the paper")
    compares.choose("It says the same, word for word: file it")
    compares.press("Save what I found")
    has_proof(candidate, NAME)
    hr.go(f"/admin/candidates/{case}/paper")
    hr.sees("Filed from paper")
    letter = heard(downloaded(hr, "Print the letter (PDF)").read_bytes())
    assert letter.headings[0] == f"H1 {candidate.said('Your affidavit is filed')}"
    assert downloaded(hr, "Print the copy that goes with it (PDF)").read_bytes().startswith(b"%PDF-")
    lines = ("began to copy paper", "says the same", "filed affidavit D-")
    timeline_says(served_case.staff(hiring.dana), case, *lines)


def copies_a_paper(hr: Walker, case: str, language: str) -> None:
    """Copy a paper on which nobody uses social media, and hand it on."""
    hr.go(f"/admin/candidates/{case}/paper")
    hr.choose(language)
    hr.press("Begin the copy")
    hr.attach("Scan of the paper", FilePayload(name="1.png", mimeType="image/png", buffer=scan()))
    hr.press("Add them")
    hr.follow("Go on")
    hr.follow("Answers")
    for question in ("has_names", "uses", "has_former"):
        hr.page.locator(f"input[name={question}][value=no]").check()
    hr.press("Save")
    hr.go(f"/admin/candidates/{case}/paper")
    hr.follow("Signature, place and day")
    hr.write("Name under the signature", NAME)
    hr.write("Place: city and state", "Riverton, Connecticut")
    hr.write("Day of the signature", "2026-03-01")
    hr.press("Save")
    hr.go(f"/admin/candidates/{case}/paper")
    hr.press("Hand it on to be compared")
    hr.sees("To be compared")

"""A concern on its way: put to the candidate, mailed, answered or not, and read by the board with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, FilePayload

from tests.factories.answering import Asked
from tests.journeys.affidavit import candidate_enters
from tests.journeys.finding import picture
from tests.journeys.post_office import PostOffice, post_office
from tests.journeys.served_case import EMAIL, Glass, Seen, ServedCase
from tests.journeys.walker import Walker
from tests.people import People
from tracker.cases.inviting import Issued
from tracker.clock import FixedClock
from tracker.policy.actors import Role
from tracker.policy.facts import CaseFacts

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

GLASSES = pytest.mark.parametrize(
    "glass", [Glass("es", 320, scripts=False), Glass("en", 1280, scripts=True)], indirect=True, ids=str
)
WORDS = "It was a joke among friends; the next day I took it down."
TIMELINE = (
    "asked the candidate about finding",
    "was handed to the mail server: something to answer",
    "put a file with the answer",
    "Marisol Peña answered N-",
    "recorded what comes of the answer",
    "released the packet",
)
REASON = "Read beside the source. The answer goes with it."


class Reachable(Asked):
    """A requisition whose candidates have an address."""

    def case(self, name: str = "Marisol Peña", **given: Any) -> CaseFacts:
        """Open a case with an address."""
        return super().case(name, **(given | {"email": EMAIL}))

    def capture(self, case: CaseFacts, content: bytes = b"", **given: Any) -> str:
        """Keep a picture that can be shown."""
        return super().capture(case, content or picture(), **given)


class Concerned:
    """A case under review with a concern, as browsers see it."""

    def __init__(self, app: Flask, people: People) -> None:
        """Take a case to its review."""
        self.app, self.people = app, people
        with app.app_context():
            self.round = Reachable(people)
            self.case = self.round.concerned()

    def invite(self) -> Issued:
        """Issue an invitation."""
        with self.app.app_context():
            return self.round.invite(self.round.now(self.case))


@pytest.fixture
def concerned(
    app: Flask, people: People, address: str, chromium: Browser, glass: Glass, seen: Seen
) -> Iterator[ServedCase[Concerned]]:
    """That case, behind an address."""
    served = ServedCase(Concerned(app, people), address, chromium, glass, seen)
    yield served
    served.close()


@pytest.fixture
def mail(app: Flask, address: str, concerned: ServedCase[Concerned]) -> Iterator[PostOffice]:
    """The candidate's mail."""
    with post_office(app, address) as mail:
        yield mail


def supervisor_asks(supervisor: Walker, case: str) -> list[str]:
    """Read what the candidate would see, ask, and return the words of it."""
    supervisor.go(f"/review/{case}/decide")
    asked = supervisor.page.locator("section[aria-labelledby^=asking-] dd").all_inner_texts()
    assert len(asked) >= 5
    supervisor.choose("Ask the candidate first")
    supervisor.page.locator("input[name=posts]").first.check()
    supervisor.press("Save decision")
    return [" ".join(one.split()) for one in asked]


def board_reads(concerned: ServedCase[Concerned], *said: str) -> None:
    """Have the board read its packet."""
    with concerned.site.app.app_context():
        concerned.site.round.verify(concerned.site.case)
        concerned.site.round.look_both(concerned.site.case)
        concerned.site.round.release(concerned.site.case)
    member = concerned.staff(concerned.site.people.make("Member Reyes", Role.BOARD_MEMBER))
    member.go("/")
    member.follow("Read your duties")
    member.choose("No")
    member.press("I understand and accept")
    member.follow("Docket")
    member.follow("Start reading")
    for words in said:
        member.sees(words)


@GLASSES
def test_a_concern_is_answered_and_the_answer_goes_to_the_board(
    concerned: ServedCase[Concerned], mail: PostOffice
) -> None:
    code, case = concerned.site.invite().code, concerned.site.case.reference
    supervisor, candidate = concerned.staff(concerned.site.round.supervisor), concerned.candidate()
    board_words = supervisor_asks(supervisor, case)[:5]

    asks_for_link = mail.link(to=EMAIL)
    candidate.go(asks_for_link.removeprefix(candidate.address).removeprefix(candidate.under))
    candidate.write("E-mail address", EMAIL)
    candidate.press("Send me a new link")
    link = mail.link(to=EMAIL).replace(f"{candidate.under}/i/", "/i/")
    candidate_enters(candidate, link, code)

    candidate.go("/a/status")
    candidate.follow("See what we ask")
    for words in board_words:
        candidate.sees(words)
    assert candidate.page.locator("main img").count()
    candidate.choose("It is mine and needs more context")
    candidate.write("Your words", WORDS)
    candidate.attach(
        "Files that you want to send", FilePayload(name="chat.png", mimeType="image/png", buffer=picture())
    )
    candidate.press("Check my answer")
    candidate.sees(WORDS)
    candidate.press("Send my answer")
    candidate.sees("We have your answer")
    candidate.go("/a/status")
    candidate.sees("You answered what we asked you.")

    supervisor.go(f"/review/{case}/answer")
    supervisor.sees(WORDS)
    supervisor.choose("The finding goes to the board with the answer")
    supervisor.write("Why", REASON)
    supervisor.press("Record outcome")
    board_reads(concerned, *board_words, WORDS)
    supervisor.go(f"/cases/{case}/timeline")
    for line in TIMELINE:
        supervisor.sees(line)


@pytest.mark.parametrize("glass", [Glass("es", 320, scripts=False)], indirect=True, ids=str)
def test_silence_is_told_to_the_board_as_no_agreement(
    concerned: ServedCase[Concerned], clock: FixedClock
) -> None:
    invited, case = concerned.invited(), concerned.site.case.reference
    board_words = supervisor_asks(concerned.staff(concerned.site.round.supervisor), case)[:5]
    candidate = concerned.candidate()
    candidate_enters(candidate, invited.link, invited.code)
    candidate.go("/a/status")
    candidate.follow("See what we ask")
    candidate.write("Your words", WORDS)
    candidate.press("Save and finish later")
    clock.advance(timedelta(days=8))
    late = concerned.candidate()
    invited = concerned.invited()
    candidate_enters(late, invited.link, invited.code)
    late.go("/a/status")
    late.does_not_see("See what we ask")
    late.follow("See what you wrote")
    late.sees(WORDS)
    supervisor = concerned.staff(concerned.site.round.supervisor)
    supervisor.go(f"/review/{case}/answer")
    supervisor.does_not_see(WORDS)
    supervisor.choose("Go on without an answer")
    supervisor.write("Why", "The time is over.")
    supervisor.press("Record outcome")
    board_reads(concerned, *board_words, "That does not count as agreement.")

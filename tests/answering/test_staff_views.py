"""The supervisor's pages of a question: the queue, what is offered, who gets in, and what a form keeps."""

from __future__ import annotations

from csv import DictReader
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask

from tests.factories.answering import WORDS, Asked
from tests.pages.filled import send, shown, text_of
from tests.people import Browser, People
from tracker.answering.service import take_more_time
from tracker.clock import FixedClock
from tracker.db import unit_of_work
from tracker.policy.actors import Role
from tracker.policy.answering import Choice
from tracker.release import asking

DESK = "/desk"
WHY = "The candidate called: a storm cut the line."


class Desk:
    """A case that waits for its candidate, and the supervisor's browser."""

    def __init__(self, app: Flask, people: People) -> None:
        """Ask the candidate."""
        self.app, self.people = app, people
        with app.app_context():
            self.unit = Asked(people)
            self.case, self.responses = self.unit.asked(concerns=2)
        self.okafor = people.browser(self.unit.supervisor)
        self.page = f"/review/{self.case.reference}/answer"

    def answered(self) -> None:
        """Have the candidate answer both."""
        with self.app.app_context():
            for response in self.responses:
                self.unit.respond(self.case, response, Choice.CONTEXT)

    def do(self, **values: str) -> tuple[int, str]:
        """Press the button with these values."""
        answer = send(self.okafor, self.page, **values)
        return answer.status_code, unescape(answer.get_data(as_text=True))


@pytest.fixture
def desk(app: Flask, people: People) -> Desk:
    """A case that waits."""
    return Desk(app, people)


def test_the_queue_says_who_waits_until_when_and_where_an_answer_came_in(
    desk: Desk, clock: FixedClock
) -> None:
    assert "Waiting for the answer" in shown(desk.okafor, "/review")
    assert f'href="{desk.page}"' in shown(desk.okafor, "/review")
    desk.answered()
    assert "Answer came in" in shown(desk.okafor, "/review")


def test_the_queue_says_that_the_time_ended(desk: Desk, clock: FixedClock) -> None:
    clock.advance(timedelta(days=9))
    assert "No answer by the deadline" in shown(desk.people.browser(desk.unit.supervisor), "/review")


@pytest.mark.clause("Hamden D.5")
@pytest.mark.parametrize(("by", "times"), [("candidate", "2"), ("supervisor", "1")])
def test_more_time_to_answer_shows_in_the_queue_and_as_a_difference_beside_other_candidates(
    desk: Desk, by: str, times: str
) -> None:
    with desk.app.app_context():
        table = f"/audit/uniformity/{desk.unit.requisition.reference}"
    assert "with more time to answer" not in shown(desk.okafor, "/review")
    assert "More time to answer" not in shown(desk.okafor, f"{table}?show=differences")
    response = desk.responses[0]
    with desk.app.app_context():
        if by == "candidate":
            candidate = desk.unit.candidate(desk.case)
            with unit_of_work(candidate) as work:
                take_more_time(work, desk.unit.now(desk.case), response=response)
        else:
            with unit_of_work(desk.unit.supervisor) as work:
                asking.reopen_time(work, desk.unit.now(desk.case), response=response, reason=WHY)
    assert "with more time to answer" in shown(desk.okafor, "/review")
    told = unescape(shown(desk.okafor, f"{table}?show=differences"))
    who = "taken by the candidate, once" if by == "candidate" else "given by Lt. Ama Okafor"
    assert f"More time to answer {response}" in told
    assert who in told
    lines = DictReader(desk.okafor.get(f"{table}/table.csv").text.splitlines())
    assert {one["times_given_to_answer"] for one in lines if one["case"] == desk.case.reference} == {times}


def test_each_question_can_be_chosen(desk: Desk) -> None:
    for response in desk.responses:
        html = shown(desk.okafor, f"{desk.page}?about={response}")
        assert f'value="{response}"' in html
    assert shown(desk.okafor, f"{desk.page}?about=<script>")


def test_the_answer_is_read_and_what_comes_of_it_recorded(desk: Desk) -> None:
    desk.answered()
    assert WORDS in unescape(shown(desk.okafor, desk.page))
    status, html = desk.do(what="attach", reason="")
    assert status == 409
    assert "Write why, in a few words." in html
    assert desk.do(what="attach", reason="Read with the source.")[0] == 303
    assert "The finding goes to the board with the answer. " in unescape(shown(desk.okafor, desk.page))


def test_who_has_nothing_to_do_with_it_is_kept_out(desk: Desk) -> None:
    desk.answered()
    read = f"/cases/{desk.case.reference}/answers"
    for role in (Role.BOARD_MEMBER, Role.HR_ADMIN, Role.AUDITOR, Role.CHIEF, Role.IT):
        assert browser(desk, role).get(desk.page).status_code == 403
        assert browser(desk, role).get(read).status_code == 403
    assert desk.people.browser(desk.unit.dana).get(desk.page).status_code == 403, "a supervisor's acts"
    assert browser(desk, Role.INVESTIGATOR).get(read).status_code == 404, "it is another's case"
    assert desk.okafor.get("/review/C-26-22222/answer").status_code == 404


def browser(desk: Desk, role: Role) -> Browser:
    """Return the browser of somebody in a role."""
    with desk.app.app_context():
        person = desk.people.make(f"Somebody {role}", role)
    return desk.people.browser(person)


def test_the_investigator_reads_what_was_answered_and_that_is_on_record(desk: Desk) -> None:
    dana, read = desk.people.browser(desk.unit.dana), f"/cases/{desk.case.reference}/answers"
    assert dana.get(read).status_code == 404, "nothing was answered yet"
    assert "Read what the candidate answered" not in shown(dana, DESK)
    desk.answered()
    overview = f"/cases/{desk.case.reference}"
    for page in (DESK, overview):
        assert f'href="{read}"' in shown(dana, page), page
    html = unescape(shown(dana, read))
    assert html.count(WORDS) == 2
    assert "It is mine and needs more context." in html
    assert 'method="post"' not in html.split("<main")[1], "it is read, and nothing is done there"
    assert "read what the candidate answered" in unescape(shown(dana, f"{overview}/timeline"))
    assert "Read what the candidate answered" not in shown(dana, DESK), "it was read"
    assert f'href="{read}"' in shown(dana, overview)


def test_a_returned_case_leads_its_investigator_to_the_answer(desk: Desk) -> None:
    desk.answered()
    assert desk.do(what="reword", reason="Say what the source says.")[0] == 303
    dana, read = desk.people.browser(desk.unit.dana), f"/cases/{desk.case.reference}/answers"
    with desk.app.app_context():
        finding = desk.unit.questions(desk.case)[0].finding
    for page in ("returned", f"findings/{finding}"):
        assert f'href="{read}"' in shown(dana, f"/cases/{desk.case.reference}/{page}"), page
    assert WORDS in unescape(shown(dana, read))


def test_an_auditor_reads_that_there_was_an_answer_and_its_words_under_a_matter(desk: Desk) -> None:
    desk.answered()
    assert desk.do(what="attach", reason="Read with the source.")[0] == 303
    auditor, address = browser(desk, Role.AUDITOR), f"/audit/cases/{desk.case.reference}"
    html = unescape(text_of(auditor.get(address)))
    for words in ("What the candidate was asked first", "Time until", "The finding goes to the board"):
        assert words in html
    with desk.app.app_context():
        asked = desk.unit.questions(desk.case)[0].asking.words.statement
    sealed = (WORDS, "Read with the source.", asked, "It is mine and needs more context")
    closed = html + unescape(text_of(auditor.get(f"{address}/answers")))
    assert not [words for words in sealed if words in closed]
    assert send(auditor, f"{address}/answers", matter=" ").status_code == 422
    opened = send(auditor, f"{address}/answers", matter="AUD-2026-014")
    assert opened.status_code == 200
    assert not [words for words in sealed if words not in unescape(opened.text)]
    history = unescape(text_of(auditor.get(address)))
    assert history.count("read what the candidate answered") == 1
    assert browser(desk, Role.SUPERVISOR).get(f"{address}/answers").status_code == 403

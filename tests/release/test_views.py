"""The pages on the way to the board, walked with browsers."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cached_property
from html import unescape
from typing import TypeVar

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.factories.release import Reviewed
from tests.factories.validation import STATEMENT
from tests.pages.filled import form_on, send, shown, text_of, values_of
from tests.pages.release import (
    investigator_hands_in,
    investigator_recalls,
    investigator_uses_page,
    investigator_withholds,
    supervisor_begins_correction,
    supervisor_decides,
    supervisor_looks,
    supervisor_opens_next,
    supervisor_reads,
)
from tests.people import Browser, People
from tests.validation.test_queries import spoil
from tracker.board.models import Packet
from tracker.cases.models import AccessEntry
from tracker.clock import FixedClock
from tracker.db import Record, db, unit_of_work
from tracker.findings.queries import finding_of
from tracker.ledger.queries import ledger_page
from tracker.policy.actors import Role
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import Direction, Stage
from tracker.release.models import FindingRuling, Release, Submission
from tracker.release.review_service import begin_review
from tracker.validation.screening import looked_at

R = TypeVar("R", bound=Record)

LOOK = "looks at the board page once more"
BOARD_PAGE, CHECKS = "Next step Look at the board page", "Next step Check the findings"
WHY = "The account belongs to somebody of the same name."


class Unit:
    """A requisition with browsers of its people; what is built is built outside of any request."""

    def __init__(self, app: Flask, people: People) -> None:
        """Open the requisition."""
        self.app, self.people = app, people
        with app.app_context():
            self.unit = Reviewed(people)

    @cached_property
    def dana(self) -> Browser:
        """Dana's browser."""
        return self.people.browser(self.unit.dana)

    @cached_property
    def okafor(self) -> Browser:
        """The supervisor's browser."""
        return self.people.browser(self.unit.supervisor)

    def searched(self, findings: int = 1, name: str = "Marisol Peña") -> tuple[str, list[str]]:
        """Return a case with validated findings that was not submitted."""
        with self.app.app_context():
            case = self.unit.searched(name)
            made = [self.unit.validated(case) for _ in range(findings)]
            self.unit.no_tie(case, self.unit.supervisor)
        return case.reference, made

    def handed_in(self, findings: int = 1, name: str = "Marisol Peña") -> tuple[str, list[str]]:
        """Return a case that waits for review."""
        case, made = self.searched(findings, name)
        with self.app.app_context():
            self.unit.submit(self.unit.case_of(case))
        return case, made

    def ready(self, findings: int = 1) -> tuple[str, list[str]]:
        """Return a case under review in which only the decision is left."""
        with self.app.app_context():
            case, made = self.unit.ready(findings=findings)
        return case.reference, made

    def facts(self, case: str) -> CaseFacts:
        """Return a case as it stands."""
        with self.app.app_context():
            return self.unit.case_of(case)

    def rows(self, kind: type[R]) -> list[R]:
        """Return all rows of a kind, in no order: PostgreSQL moves a row that is written anew."""
        with self.app.app_context():
            return list(db.session.scalars(select(kind)))

    def told(self) -> list[str]:
        """Return the names of the ledger's lines, newest first."""
        with self.app.app_context():
            return [line.event for line in ledger_page(db.session).lines]

    def browser(self, name: str, role: Role) -> Browser:
        """Return somebody's browser."""
        with self.app.app_context():
            person = self.people.make(name, role)
        return self.people.browser(person)


def bar_of(html: str) -> list[str]:
    """Return what the bar of a case says: its facts, its stage and the next step, without tags."""
    section = re.search(r'<section class="case-header".*?</section>', html, re.DOTALL)
    assert section
    words = " ".join(re.sub(r"<[^>]+>", " ", unescape(section[0])).split())
    facts, _, after = words.partition("due ")
    stage = re.search(r"\d{4} (?:\W )?(.+?) (Next step .+)", after)
    assert stage, words
    return [facts, stage[1], stage[2]]


def primary(html: str) -> tuple[str, str]:
    """Return where the one primary way of a page leads, and its words."""
    ((address, words),) = re.findall(r'<a class="btn btn-primary" href="([^"]+)"[^>]*>([^<]+)', html)
    return address, words.strip()


@pytest.fixture
def unit(app: Flask, people: People) -> Unit:
    """A requisition with browsers of its people."""
    return Unit(app, people)


def test_the_whole_way_in_a_browser(unit: Unit) -> None:
    case, (finding,) = unit.searched()
    assert investigator_uses_page(unit.dana, case).headers["Location"] == f"/cases/{case}/submit"
    assert investigator_hands_in(unit.dana, case).status_code == 303
    assert "is submitted" in shown(unit.dana, f"/cases/{case}/submit")
    assert supervisor_opens_next(unit.okafor, case).headers["Location"] == f"/review/{case}"
    assert supervisor_reads(unit.okafor, case, finding).headers["Location"] == f"/review/{case}"
    assert "You looked at this page" in text_of(supervisor_looks(unit.okafor, case))
    answer = supervisor_decides(unit.okafor, case, "release")
    assert answer.headers["Location"] == "/review", answer.get_data(as_text=True)
    assert "is released. The board can read it now" in shown(unit.okafor, "/review")
    assert unit.facts(case).stage is Stage.RELEASED
    assert len(unit.rows(Packet)) == len(unit.rows(Release)) == 1


class TestPreview:
    def test_it_shows_the_very_page_with_its_words_and_fingerprint(self, unit: Unit) -> None:
        case, _ = unit.searched()
        html = unescape(shown(unit.dana, f"/cases/{case}/preview"))
        assert "Internet review done. 1 job-related finding." in html
        assert STATEMENT in html
        assert "of at most 350 words" in html
        assert "Evidence notes and comments" in html

    def test_after_the_release_it_is_what_the_board_was_sent(self, unit: Unit) -> None:
        case, _ = unit.ready()
        supervisor_decides(unit.okafor, case, "release")
        for browser in (unit.dana, unit.okafor):
            html = unescape(shown(browser, f"/cases/{case}/preview"))
            bar = re.search(r'<section class="case-header".*?</section>', html, re.DOTALL)
            assert bar, "there is a bar"
            assert "Where it stands" in bar[0]
            assert "due " not in bar[0], "no day counts any more"
            assert "What the board was sent" in html
            assert "What the board will read" not in html
            assert STATEMENT in html

    def test_every_look_is_recorded_before_it_is_shown(self, unit: Unit) -> None:
        case, _ = unit.searched()
        shown(unit.dana, f"/cases/{case}/preview")
        entries = [row for row in unit.rows(AccessEntry) if row.thing == "preview"]
        assert [(row.person_id, row.raw) for row in entries] == [(unit.unit.dana.person_id, True)]
        assert "PREVIEW_OPENED" in unit.told()

    def test_a_page_that_changed_since_is_refused_in_words(self, unit: Unit) -> None:
        case, _ = unit.searched()
        answer = send(unit.dana, f"/cases/{case}/preview", fingerprint="0" * 64)
        html = text_of(answer, 409)
        assert "The wording changed after the board page was looked at" in html

    def test_a_new_version_without_its_checks_is_not_finished(self, unit: Unit) -> None:
        case, (finding,) = unit.searched()
        preview = f"/cases/{case}/preview"
        old = values_of(form_on(shown(unit.dana, preview), preview))
        page = f"/cases/{case}/findings/{finding}/edit"
        assert send(unit.dana, page, observed="Another sentence of what was seen there.").status_code == 303
        html = unescape(shown(unit.dana, preview))
        assert f"checks are still open, of {finding}." in html
        assert "Passed all ten checks" not in html
        refused = unescape(text_of(unit.dana.post(preview, data=old), 409))
        assert f"checks are still open, of {finding}." in refused
        assert "Go to the findings" in html
        assert "Go on to submit" not in html
        assert "Use this page" not in html

    def test_once_approved_it_leads_on(self, unit: Unit) -> None:
        case, _ = unit.searched()
        investigator_uses_page(unit.dana, case)
        html = shown(unit.dana, f"/cases/{case}/preview")
        assert "You approved this page as it stands" in html
        assert "Go on to submit" in html

    @pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.HR_ADMIN, Role.CHIEF, Role.IT, Role.AUDITOR])
    def test_nobody_else_sees_it(self, unit: Unit, role: Role) -> None:
        case, _ = unit.searched()
        assert unit.browser(f"Some {role}", role).get(f"/cases/{case}/preview").status_code == 403


class TestSubmitting:
    def test_what_is_left_is_listed_with_its_ways_out(self, unit: Unit) -> None:
        case, _ = unit.searched()
        html = text_of(investigator_hands_in(unit.dana, case), 409)
        assert "1 thing is left before review." in unescape(html)
        assert "Reference R-17" in html
        assert f'href="/cases/{case}/preview"' in html
        assert unit.rows(Submission) == []

    def test_it_is_recalled_and_handed_in_again(self, unit: Unit) -> None:
        case, _ = unit.handed_in()
        assert investigator_recalls(unit.dana, case).status_code == 303
        assert unit.facts(case).stage is Stage.SEARCH
        assert investigator_hands_in(unit.dana, case).status_code == 303
        assert sorted(row.number for row in unit.rows(Submission)) == [1, 2]

    def test_a_late_recall_is_a_refusal_page(self, unit: Unit) -> None:
        case, _ = unit.handed_in()
        page = unit.dana.get(f"/cases/{case}/submit").get_data(as_text=True)
        assert "Recall this case" in page
        supervisor_opens_next(unit.okafor, case)
        token = page[page.index('name="csrf_token"') :].split('value="')[1].split('"')[0]
        answer = unit.dana.post(f"/cases/{case}/recall", data={"csrf_token": token})
        assert "The review has begun" in unescape(text_of(answer, 409))

    def test_withholding_takes_a_reason_and_can_be_taken_back(self, unit: Unit) -> None:
        case, (finding,) = unit.searched()
        html = text_of(investigator_withholds(unit.dana, case, finding, "No."), 422)
        assert f"Write why finding {finding} is withheld" in unescape(html)
        assert investigator_withholds(unit.dana, case, finding, WHY).status_code == 303
        html = unescape(shown(unit.dana, f"/cases/{case}/submit"))
        assert WHY in html
        assert "No job-related findings" in shown(unit.dana, f"/cases/{case}/preview")
        assert send(unit.dana, f"/cases/{case}/findings/{finding}/withhold").status_code == 303
        rulings = sorted(unit.rows(FindingRuling), key=lambda row: row.turn)
        assert [row.ruling for row in rulings] == ["withheld", "cleared"]

    def test_a_reason_of_another_tab_is_not_overruled_unseen(self, unit: Unit) -> None:
        case, (finding,) = unit.searched()
        page = f"/cases/{case}/findings/{finding}/withhold"
        old = values_of(form_on(shown(unit.dana, page), page))
        assert investigator_withholds(unit.dana, case, finding, WHY).status_code == 303
        late = text_of(unit.dana.post(page, data=old | {"reason": "Another reason that I had."}), 409)
        assert "Somebody else saved this while you were typing" in late
        assert "Another reason that I had." in late
        assert len(unit.rows(FindingRuling)) == 1

    def test_another_investigators_case_is_not_found(self, unit: Unit) -> None:
        case, (finding,) = unit.searched()
        luis = unit.browser("Luis Vega", Role.INVESTIGATOR)
        for page in ("preview", "submit", "returned", f"findings/{finding}/withhold"):
            assert luis.get(f"/cases/{case}/{page}").status_code == 404
            assert unit.dana.get(f"/cases/C-26-ZZZZZ/{page}").status_code == 404


class TestReviewing:
    def test_of_two_who_read_a_finding_the_second_is_told(self, unit: Unit) -> None:
        case, (finding,) = unit.handed_in()
        brown = unit.browser("Lt. Eva Brown", Role.SUPERVISOR)
        with unit.app.app_context():
            unit.unit.no_tie(unit.unit.case_of(case), unit.unit.brown)
        supervisor_opens_next(unit.okafor, case)
        page = f"/review/{case}/findings/{finding}"
        old = values_of(form_on(shown(unit.okafor, page), page))
        assert supervisor_reads(brown, case, finding, "no", "withheld", WHY).status_code == 303
        typed = {"answer": "yes", "ground": "Read beside the capture.", "ruling": "cleared"}
        late = unescape(text_of(unit.okafor.post(page, data=old | typed), 409))
        assert "R-34" in late
        assert "Read beside the capture." in late
        assert [row.ruling for row in unit.rows(FindingRuling)] == ["withheld"]
        again = values_of(form_on(late, page))
        assert unit.okafor.post(page, data=again).status_code == 303
        assert sorted(row.ruling for row in unit.rows(FindingRuling)) == ["cleared", "withheld"]

    def test_why_a_mark_is_kept_stands_beside_the_finding_and_in_the_second_reading(self, unit: Unit) -> None:
        with unit.app.app_context():
            bench = unit.unit
            case = bench.searched()
            marked = "The candidate taught classes in town, and a parish hall was opened for them."
            (mark,) = looked_at(marked, ())
            finding = bench.finding(case, captures=(bench.capture(case),), statement=marked)
            bench.screen(case, finding, settled={mark.key: ("kept", "The post itself is about that group.")})
            bench.check(case, finding)
            bench.verify(case)
            plain = bench.validated(case)
            bench.begin(bench.submit(case))
        for page in ("", f"/findings/{finding}"):
            html = unescape(shown(unit.okafor, f"/review/{case.reference}{page}"))
            line = re.search(r"<h(\d)[^>]*>Kept in the screen</h\1>\s*<ul><li>(.*?)</li></ul>", html)
            assert line, page
            assert line[2].startswith(f"“{mark.passage}” (")
            assert line[2].endswith("): The post itself is about that group.")
            assert html.count("Kept in the screen") == 1
        html = shown(unit.okafor, f"/review/{case.reference}/findings/{plain}")
        assert "Nothing that was marked is kept." in html

    def test_nothing_is_shown_until_it_is_opened(self, unit: Unit) -> None:
        case, (finding,) = unit.handed_in()
        html = shown(unit.okafor, f"/review/{case}")
        assert "Open the review" in html
        assert finding not in html

    def test_the_next_step_speaks_to_the_supervisor_who_reads(self, unit: Unit) -> None:
        case, (finding,) = unit.handed_in()
        waiting = shown(unit.okafor, f"/cases/{case}")
        assert bar_of(waiting)[1:] == ["In review", "Next step Review the case"]
        assert f'href="/review/{case}"' in waiting
        assert bar_of(shown(unit.okafor, f"/review/{case}"))[2] == "Next step Open the review"
        supervisor_opens_next(unit.okafor, case)
        html = shown(unit.okafor, f"/review/{case}")
        assert bar_of(html)[2] == "Next step Read the findings a second time"
        assert primary(html) == (f"/review/{case}/findings/{finding}", f"Read {finding} a second time")
        supervisor_reads(unit.okafor, case, finding)
        html = shown(unit.okafor, f"/review/{case}")
        assert bar_of(html)[2] == "Next step Read the board page, then decide"
        assert primary(html) == (f"/review/{case}/decide", "Read the board page, then decide")
        supervisor_looks(unit.okafor, case)
        assert "nothing is left" in bar_of(shown(unit.okafor, f"/review/{case}"))[2]
        assert "A supervisor reviews the case" in shown(unit.dana, f"/cases/{case}")

    def test_the_gate_comes_before_the_form_and_counts_what_is_left(self, unit: Unit) -> None:
        case, (finding,) = unit.handed_in()
        supervisor_opens_next(unit.okafor, case)
        page = f"/review/{case}/decide"
        html = unescape(shown(unit.okafor, page))
        assert html.index("<h1") < html.index("Release gate") < html.index("What do you decide?")
        assert "Not yet: 2 things are left on the release gate." in html
        assert "The tenth check, the second reader’s, is not answered yet." in html
        supervisor_reads(unit.okafor, case, finding)
        supervisor_looks(unit.okafor, case)
        html = unescape(shown(unit.okafor, page))
        assert "left on the release gate" not in html
        assert "The tenth check" not in html
        assert "Next step Decide; nothing is left before release" in bar_of(html)[2]

    @pytest.mark.parametrize("who", ["dana", "okafor"])
    def test_one_bar_stands_on_all_tabs_of_a_case(self, unit: Unit, who: str) -> None:
        case, _ = unit.handed_in()
        tabs = ("", "/affidavit", "/steps", "/searches", "/findings", "/captures", "/preview", "/timeline")
        bars = [bar_of(shown(getattr(unit, who), f"/cases/{case}{tab}")) for tab in tabs]
        assert all(bar == bars[0] for bar in bars), bars
        facts, stage, _ = bars[0]
        assert "Social media review for employment, version 1" in facts
        assert stage == "In review"

    def test_wording_stands_beside_its_source(self, unit: Unit) -> None:
        case, (finding,) = unit.handed_in()
        supervisor_opens_next(unit.okafor, case)
        html = unescape(shown(unit.okafor, f"/review/{case}"))
        for words in (finding, STATEMENT, "https://example.org/post/1", "As received", "24 of 24 steps"):
            assert words in html
        assert "REVIEW_READ" in unit.told()

    def test_the_gate_leads_to_the_second_reading(self, unit: Unit) -> None:
        case, (finding,) = unit.handed_in()
        supervisor_opens_next(unit.okafor, case)
        assert f'href="/review/{case}/findings/{finding}"' in shown(unit.okafor, f"/review/{case}")

    def test_a_reading_says_whether_it_goes_to_the_board(self, unit: Unit) -> None:
        case, (finding,) = unit.handed_in()
        supervisor_opens_next(unit.okafor, case)
        html = text_of(supervisor_reads(unit.okafor, case, finding, ruling=""), 422)
        assert "Choose whether it goes to the board" in html
        html = text_of(supervisor_reads(unit.okafor, case, finding, ruling="withheld"), 422)
        assert f"Write why finding {finding} is withheld" in unescape(html)
        assert unit.rows(FindingRuling) == [], "the reading and the ruling are one act"
        html = unescape(text_of(supervisor_reads(unit.okafor, case, finding, answer=""), 422))
        assert "Answer check 10. Only what is withheld is ruled on without it." in html
        answer = supervisor_reads(unit.okafor, case, finding, answer="", ruling="withheld", reason=WHY)
        assert answer.status_code == 303
        html = shown(unit.okafor, f"/review/{case}")
        assert f"{finding} is withheld and kept in the file. Check 10 has no answer" in html

    def test_a_reading_without_a_ground_is_refused(self, unit: Unit) -> None:
        case, (finding,) = unit.handed_in()
        supervisor_opens_next(unit.okafor, case)
        answer = send(
            unit.okafor, f"/review/{case}/findings/{finding}", answer="yes", ground="", ruling="cleared"
        )
        assert "Write how you know, for check 10" in unescape(text_of(answer, 422))

    @pytest.mark.clause("Hamden D.6")
    def test_r_18_to_whoever_searched(self, unit: Unit) -> None:
        case, (finding,) = unit.handed_in()
        with unit.app.app_context():
            unit.unit.searched_too(unit.unit.case_of(case), unit.unit.supervisor)
        for page in ("", "/decide", f"/findings/{finding}"):
            html = text_of(unit.okafor.get(f"/review/{case}{page}"), 409)
            assert "R-18" in html
            assert "You logged searches in this case" in unescape(html)
        assert "You searched in this case" in shown(unit.okafor, "/review")

    @pytest.mark.clause("Hamden D.2")
    def test_r_19_to_whoever_declared_a_tie(self, unit: Unit) -> None:
        case, _ = unit.handed_in()
        with unit.app.app_context():
            unit.unit.tie(unit.unit.case_of(case), unit.unit.supervisor)
        assert "R-19" in text_of(unit.okafor.get(f"/review/{case}"), 409)

    @pytest.mark.parametrize(
        "role", [Role.INVESTIGATOR, Role.BOARD_MEMBER, Role.HR_ADMIN, Role.CHIEF, Role.AUDITOR]
    )
    def test_the_review_is_the_supervisors(self, unit: Unit, role: Role) -> None:
        case, (finding,) = unit.handed_in()
        browser = unit.browser(f"Some {role}", role)
        pages = ("/review", f"/review/{case}", f"/review/{case}/decide", f"/review/{case}/correction")
        for page in (*pages, f"/review/{case}/findings/{finding}"):
            assert browser.get(page).status_code == 403

    def test_what_does_not_exist_is_not_found(self, unit: Unit) -> None:
        case, _ = unit.searched()
        for page in ("", "/decide", "/correction", "/findings/F-ZZZZZZ"):
            assert unit.okafor.get(f"/review/{case}{page}").status_code == 404
            assert unit.okafor.get(f"/review/C-26-ZZZZZ{page}").status_code == 404

    def test_a_recalled_case_says_so(self, unit: Unit) -> None:
        case, _ = unit.handed_in()
        page = shown(unit.okafor, f"/review/{case}")
        token = page[page.index('name="csrf_token"') :].split('value="')[1].split('"')[0]
        investigator_recalls(unit.dana, case)
        answer = unit.okafor.post(f"/review/{case}/begin", data={"csrf_token": token})
        assert "This case was recalled by Dana Ruiz" in unescape(text_of(answer, 409))

    def test_the_question_about_ties_comes_before_the_review(self, unit: Unit) -> None:
        case, (finding,) = unit.handed_in()
        brown, asked = unit.people.browser(unit.unit.brown), f"/cases/{case}/conflict"
        assert shown(brown, "/review").count(f'href="{asked}"') == 2
        assert f'href="{asked}"' in shown(brown, f"/cases/{case}")
        for page in ("", "/decide", f"/findings/{finding}"):
            html = text_of(brown.get(f"/review/{case}{page}"), 409)
            assert "Say first whether you have a tie to this candidate." in html
            assert f'href="{asked}"' in html
        answer = send(brown, asked, answer="none")
        assert answer.headers["Location"] == f"/review/{case}"
        supervisor_opens_next(brown, case)
        assert finding in shown(brown, f"/review/{case}")

    def test_whoever_may_know_the_candidate_reviews_something_else(self, unit: Unit) -> None:
        case, _ = unit.handed_in()
        with unit.app.app_context():
            unit.unit.tie(unit.unit.case_of(case), unit.unit.brown)
        html = shown(unit.people.browser(unit.unit.brown), "/review")
        assert "You know this candidate, or may." in html
        assert f'href="/review/{case}"' not in html

    def test_the_reviewer_is_told_of_a_tie_that_was_declared_late(self, unit: Unit) -> None:
        case, _ = unit.handed_in()
        supervisor_opens_next(unit.okafor, case)
        assert "A tie was declared" not in shown(unit.okafor, f"/review/{case}")
        with unit.app.app_context():
            unit.unit.tie(unit.unit.case_of(case), unit.unit.dana)
        told = shown(unit.okafor, f"/review/{case}")
        assert "A tie was declared after the work began" in told
        assert "Dana Ruiz logged" in told
        assert "Access stopped then, and nothing was deleted." in told
        assert unit.dana.get(f"/cases/{case}").status_code in (404, 409)

    def test_what_a_supervisor_withheld_is_not_offered_to_be_put_back(self, unit: Unit) -> None:
        case, (finding,) = unit.ready()
        supervisor_reads(unit.okafor, case, finding, ruling="withheld", reason=WHY)
        supervisor_decides(unit.okafor, case, "return", **{"asked-0-words": "Look at step four again."})
        html = shown(unit.dana, f"/cases/{case}/findings/{finding}/withhold")
        assert f"A supervisor withheld finding {finding}, so a supervisor puts it back." in html
        assert "Put it back" not in html

    def test_a_reading_says_in_one_go_all_that_is_missing(self, unit: Unit) -> None:
        case, (finding,) = unit.handed_in()
        supervisor_opens_next(unit.okafor, case)
        page = f"/review/{case}/findings/{finding}"
        bare = unescape(text_of(send(unit.okafor, page, answer="yes", ruling="withheld"), 422))
        assert "</span> Write how you know, for check 10." in bare
        assert f"</span> Write why finding {finding} is withheld." in bare
        half = unescape(text_of(send(unit.okafor, page, ground="Read beside it."), 422))
        assert "</span> You wrote how you know. Say what you know, too" in half
        assert "</span> Choose whether it goes to the board" in half
        assert "Read beside it." in half

    def test_an_empty_queue_says_what_it_means(self, unit: Unit) -> None:
        html = shown(unit.okafor, "/review")
        assert "Nothing to review." in html
        assert "Review next" not in html


class TestFoundAndNotTold:
    def test_a_search_that_found_something_is_shown_until_a_finding_tells_it(self, unit: Unit) -> None:
        case, _ = unit.searched(findings=0)
        with unit.app.app_context():
            found = unit.unit.source(unit.facts(case))
        told = "Found, and told by no finding"
        for page in ("findings", "submit"):
            text = unescape(shown(unit.dana, f"/cases/{case}/{page}"))
            assert told in text
            assert f"/cases/{case}/findings/new?search={found}" in text
        with unit.app.app_context():
            unit.unit.validated(unit.facts(case))
        for page in ("findings", "submit"):
            assert told not in shown(unit.dana, f"/cases/{case}/{page}")

    def test_the_reviewer_reads_it_too(self, unit: Unit) -> None:
        case, _ = unit.ready(findings=0)
        text = shown(unit.okafor, f"/review/{case}")
        assert "Found, and told by no finding" in text
        assert "findings/new" not in text


class TestHandedIn:
    def test_its_investigator_reads_a_state_and_recalls_it_until_it_is_opened(self, unit: Unit) -> None:
        case, _ = unit.handed_in()
        html = shown(unit.dana, f"/cases/{case}")
        assert "With the supervisors since March 9, 2026" in html
        assert "so nothing is added to it" not in html, "it is no refusal"
        assert "With the supervisors since" in shown(unit.dana, f"/cases/{case}/steps/02")
        assert "Recall this case" in html
        assert "Recall this case" not in shown(unit.okafor, f"/cases/{case}")
        supervisor_opens_next(unit.okafor, case)
        html = shown(unit.dana, f"/cases/{case}")
        assert "The review has begun" in html
        assert "Recall this case" not in html


class TestDeciding:
    def test_returned_work_stands_beside_the_asks(self, unit: Unit) -> None:
        case, (finding,) = unit.ready()
        asked = {"asked-0-words": "Step 12 looks short.", "asked-1-words": "Say in which town."}
        untold = send(unit.okafor, f"/review/{case}/decide", outcome="return", **asked)
        left = unescape(text_of(untold, 409))
        assert "Choose what it is about, for the case as a whole." in left
        assert f"Choose what it is about, for finding {finding}." in left
        assert "Say in which town." in left, "nothing typed is lost"
        about = {"asked-0-kind": "search", "asked-1-kind": "wording"}
        assert supervisor_decides(unit.okafor, case, "return", **asked, **about).status_code == 303
        html = unescape(shown(unit.dana, f"/cases/{case}/returned"))
        kinds = ("A search is missing", "Wording")
        for words in (*kinds, *asked.values(), f"Finding {finding}", "Not answered yet"):
            assert words in html
        assert "Answer what was returned" in shown(unit.dana, f"/cases/{case}")

    def test_a_returned_case_does_not_go_back_before_each_ask_is_answered(self, unit: Unit) -> None:
        case, (finding,) = unit.ready()
        asked = {"asked-0-words": "Step 12 looks short.", "asked-1-words": "Say in which town."}
        supervisor_decides(unit.okafor, case, "return", **asked)
        page, back = f"/cases/{case}/submit", f"/cases/{case}/returned"
        assert "What was returned is not answered yet" in shown(unit.dana, page)
        left = f"Say what you did about what was returned: finding {finding} and the case as a whole."
        assert left in unescape(text_of(send(unit.dana, page), 409))
        assert unit.facts(case).stage is Stage.SEARCH
        answers = {"answers-0-words": "Step 12 was done once more, with nothing found."}
        assert send(unit.dana, back, **answers).status_code == 303
        left = f"Say what you did about what was returned: finding {finding}."
        assert left in unescape(text_of(send(unit.dana, page), 409))
        why = "The town is not on record, and nothing tells it."
        assert send(unit.dana, back, **{"answers-1-words": why}).status_code == 303
        assert send(unit.dana, page).status_code == 303
        with unit.app.app_context(), unit_of_work(unit.unit.supervisor) as work:
            begin_review(work, unit.unit.case_of(case))
        html = unescape(shown(unit.okafor, f"/review/{case}"))
        assert html.count("Nothing was done since the return") == 2
        for words in (*answers.values(), why, *asked.values()):
            assert words in html

    def test_an_answer_to_what_was_returned_is_refused_in_words(self, unit: Unit) -> None:
        case, _ = unit.ready()
        supervisor_decides(unit.okafor, case, "return", **{"asked-1-words": "Say in which town."})
        back = f"/cases/{case}/returned"
        for short in ({}, {"answers-0-words": "Done"}):
            html = unescape(text_of(send(unit.dana, back, **short), 409))
            assert "Write in a few words what you did about it, or why nothing." in html
        secret = text_of(send(unit.dana, back, **{"answers-0-words": "password: hunter2hunter2"}), 422)
        assert "hunter2" not in secret
        stale = {"seen": "9", "answers-0-words": "It was the town of Hamden."}
        html = unescape(text_of(send(unit.dana, back, **stale), 409))
        assert "Somebody else saved this while you were typing." in html
        assert "It was the town of Hamden." in html, "what was typed stays"
        assert f'action="{back}"' not in shown(unit.okafor, back), "a reader answers nothing"
        many = {f"answers-{place}-words": "It was the town of Hamden." for place in range(3)}
        assert send(unit.dana, back, **many).status_code == 404
        assert send(unit.dana, back, **{"answers-0-words": "It was the town of Hamden."}).status_code == 303
        assert send(unit.dana, back, **{"answers-0-words": "It was Hampton, not Hamden."}).status_code == 303
        html = shown(unit.dana, back)
        assert ("It was Hampton, not Hamden." in html, "the town of Hamden" in html) == (True, False)

    def test_what_came_back_leads_on_once_it_is_answered(self, unit: Unit, clock: FixedClock) -> None:
        case, (finding,) = unit.ready()
        supervisor_decides(unit.okafor, case, "return", **{"asked-1-words": "Say in which town."})
        clock.advance(timedelta(minutes=5))
        page = f"/cases/{case}/returned"
        assert 'class="btn btn-primary"' in shown(unit.dana, page)
        with unit.app.app_context():
            unit.unit.revise(unit.unit.case_of(case), finding, statement="Another wording of what was found.")
            unit.unit.answer_asks(unit.unit.case_of(case))
        html = shown(unit.dana, page)
        assert "Not answered yet" not in html
        assert primary(html) == (f"/cases/{case}/findings", "Check the findings")
        with unit.app.app_context():
            unit.unit.screen(unit.unit.case_of(case), finding)
            unit.unit.check(unit.unit.case_of(case), finding)
            unit.unit.submit(unit.unit.case_of(case))
        supervisor_opens_next(unit.okafor, case)
        html = shown(unit.okafor, f"/review/{case}")
        assert "Changed since the return" in html
        assert "Nothing was done since the return" not in html

    def test_what_is_worded_otherwise_stands_word_by_word(self, unit: Unit, clock: FixedClock) -> None:
        case, (finding,) = unit.ready()
        supervisor_decides(unit.okafor, case, "return", **{"asked-1-words": "Say in which town."})
        clock.advance(timedelta(minutes=5))
        with unit.app.app_context():
            before = finding_of(db.session, unit.unit.case_of(case).case_id, finding).statement
            unit.unit.revise(unit.unit.case_of(case), finding, statement=f"{before} Nobody was named.")
            new = unit.unit.validated(unit.unit.case_of(case), statement="Another wording of what was found.")
        html = unescape(shown(unit.dana, f"/cases/{case}/returned"))
        added = ' <ins><span class="visually-hidden"> [added: </span>Nobody was named.'
        assert f"{before}{added}" in html
        assert "Version 2 beside version 1, which was returned." in html
        assert f"Finding {new}" in html
        assert "New since the return" in html
        with unit.app.app_context():
            unit.unit.screen(unit.unit.case_of(case), finding)
            unit.unit.check(unit.unit.case_of(case), finding)
            unit.unit.submit(unit.unit.case_of(case))
        supervisor_opens_next(unit.okafor, case)
        html = unescape(shown(unit.okafor, f"/review/{case}"))
        assert f"{before}{added}" in html
        assert "New since the return" in html

    def test_a_return_without_a_word_is_refused(self, unit: Unit) -> None:
        case, _ = unit.ready()
        html = unescape(text_of(supervisor_decides(unit.okafor, case, "return"), 409))
        assert "Write what is to be done" in html
        assert "RELEASE_REFUSED" not in unit.told()

    @pytest.mark.clause("Hamden D.6")
    def test_a_refused_release_says_all_and_is_recorded(self, unit: Unit) -> None:
        case, (finding,) = unit.handed_in()
        supervisor_opens_next(unit.okafor, case)
        html = unescape(text_of(supervisor_decides(unit.okafor, case, "release"), 409))
        assert "Not done. This is left:" in html
        assert f"Finding {finding} cannot be released. Check 10" in html
        assert "R-20" not in html
        assert "R-22" not in html
        assert unit.told()[:2].count("RELEASE_REFUSED") == 1
        assert unit.rows(Packet) == []

    def test_r_22_when_the_wording_changed_in_between(self, unit: Unit) -> None:
        case, (first, _) = unit.ready(findings=2)
        supervisor_reads(unit.okafor, case, first, ruling="withheld", reason=WHY)
        html = unescape(text_of(supervisor_decides(unit.okafor, case, "release"), 409))
        assert "The wording changed after the board page was looked at" in html
        assert "The board page changed after the investigator looked at it." in html
        assert f'href="/cases/{case}/preview">Go there' not in html
        assert "Dana Ruiz has to look at" in html
        assert investigator_uses_page(unit.dana, case).status_code == 303
        supervisor_looks(unit.okafor, case)
        assert supervisor_decides(unit.okafor, case, "release").status_code == 303

    def test_an_old_tab_cannot_approve_what_it_does_not_show(self, unit: Unit) -> None:
        case, _ = unit.ready()
        with unit.app.app_context():
            unit.unit.rule(
                unit.unit.case_of(case), unit.unit.finding_references(unit.unit.case_of(case))[0], WHY
            )
        answer = send(unit.okafor, f"/review/{case}/decide", looked="y", fingerprint="0" * 64)
        html = text_of(answer, 409)
        assert "What you typed is still here" in html
        assert "You looked at this page" not in html
        assert f"/review/{case}/decide" in html

    def test_a_release_kept_at_a_time_out_is_decided_on_its_own_page_alone(
        self, unit: Unit, clock: FixedClock
    ) -> None:
        case, _ = unit.ready()
        address = f"/review/{case}/decide"
        typed = values_of(form_on(shown(unit.okafor, address), address))
        clock.advance(timedelta(minutes=31))
        late = unit.okafor.post(address, data={**typed, "outcome": "release"})
        assert late.headers["Location"] == "/sign-in"
        back_again = unit.people.browser(unit.unit.supervisor)
        html = shown(back_again, "/kept")
        assert "<dd>Release to the board</dd>" in html
        assert f'action="/review/{case}' not in html
        found = re.search(rf'href="({address}\?kept_form=[0-9a-f-]+)"', html)
        assert found
        html = shown(back_again, found[1])
        assert "It is not saved or sent yet" in html
        assert "It cannot be taken back" in html
        chosen = values_of(form_on(html, address))
        assert chosen["outcome"] == "release"
        assert case in shown(back_again, "/review")
        assert back_again.post(address, data=chosen).headers["Location"] == "/review"
        assert "Nothing is kept" in shown(back_again, "/kept")

    def test_looking_at_the_page_decides_nothing_and_leaves_what_is_typed(self, unit: Unit) -> None:
        case, _ = unit.ready()
        with unit.app.app_context():
            facts = unit.unit.case_of(case)
            unit.unit.rule(facts, unit.unit.finding_references(facts)[0], WHY)
        typed = {"outcome": "release", "asked-0-words": "Capture the whole thread", "reason": "pw: hunter2"}
        html = text_of(send(unit.okafor, f"/review/{case}/decide", looked="y", **typed))
        assert "You looked at this page, and its fingerprint is the same." in html
        assert "Capture the whole thread" in html
        assert "hunter2" not in html
        shown_again = values_of(form_on(html, f"/review/{case}/decide"))
        assert shown_again["outcome"] == "release"
        assert "You looked at this page" in shown(unit.okafor, f"/review/{case}/decide")
        assert f"/review/{case}" in shown(unit.okafor, "/review")

    @pytest.mark.clause("Hamden D.6")
    def test_a_capture_is_computed_anew_for_the_release(self, unit: Unit) -> None:
        case, (finding,) = unit.ready()
        with unit.app.app_context():
            facts = unit.unit.case_of(case)
            (capture,) = finding_of(db.session, facts.case_id, finding).captures
            spoil(facts, capture)
        html = unescape(text_of(supervisor_decides(unit.okafor, case, "release"), 409))
        assert f"Capture {capture} no longer matches its fingerprint at receipt" in html
        assert "CAPTURE_VERIFIED" in unit.told()[:3]
        assert unit.rows(Packet) == []

    def test_closing_keeps_everything_in_the_file(self, unit: Unit) -> None:
        case, (finding,) = unit.ready()
        html = unescape(text_of(supervisor_decides(unit.okafor, case, "close", reason=""), 409))
        assert f"Write why finding {finding} is withheld" in html
        answer = supervisor_decides(unit.okafor, case, "close", reason=WHY)
        assert answer.headers["Location"] == f"/review/{case}/decide"
        html = unescape(shown(unit.okafor, f"/review/{case}/decide"))
        assert f"Every finding of {case} is withheld; nothing is released yet." in html
        assert "The wording changed after the board page was looked at" in html
        assert WHY in html
        assert f'<a href="/cases/{case}/preview">the board page</a> once more' in html
        assert LOOK in bar_of(html)[2].lower()
        desk = shown(unit.dana, "/desk")
        assert "To do (1)" in desk
        assert f'<a href="/cases/{case}/preview">Look at the board page once more</a>' in desk
        overview = shown(unit.dana, f"/cases/{case}")
        assert primary(overview) == (f"/cases/{case}/preview", "Look at the board page once more")
        assert "Recall it" not in overview
        assert investigator_uses_page(unit.dana, case).headers["Location"] == f"/cases/{case}"
        assert primary(shown(unit.dana, f"/cases/{case}/preview")) == (f"/cases/{case}", "Back to the case")
        assert "Waiting (1)" in shown(unit.dana, "/desk")
        supervisor_looks(unit.okafor, case)
        html = shown(unit.okafor, f"/review/{case}/decide")
        assert "with no job-related findings" in html
        assert supervisor_decides(unit.okafor, case, "release").status_code == 303
        assert unit.facts(case).stage is Stage.RELEASED

    def test_a_close_over_rulings_that_changed_is_refused_and_keeps_what_was_typed(self, unit: Unit) -> None:
        case, (first, second) = unit.ready(findings=2)
        page = f"/review/{case}/decide"
        old = values_of(form_on(shown(unit.okafor, page), page))
        supervisor_reads(unit.okafor, case, first, answer="", ruling="withheld", reason=WHY)
        typed = {"outcome": "close", "reason": "Neither of them is about this candidate."}
        late = unescape(text_of(unit.okafor.post(page, data=old | typed), 409))
        assert "Somebody else saved this while you were typing" in late
        assert "Neither of them is about this candidate." in late
        assert len(unit.rows(FindingRuling)) == 1
        assert unit.okafor.post(page, data=values_of(form_on(late, page)) | typed).status_code == 303
        assert len(unit.rows(FindingRuling)) == 2
        assert second in shown(unit.okafor, page)

    def test_a_made_up_decision_is_said_in_our_words(self, unit: Unit) -> None:
        case, _ = unit.ready()
        html = text_of(supervisor_decides(unit.okafor, case, "burn"), 422)
        assert "Choose what you decide" in html

    def test_a_second_release_meets_words(self, unit: Unit) -> None:
        case, _ = unit.ready()
        page = unit.okafor.get(f"/review/{case}/decide").get_data(as_text=True)
        token = page[page.index('name="csrf_token"') :].split('value="')[1].split('"')[0]
        given = {"csrf_token": token, "outcome": "release"}
        assert unit.okafor.post(f"/review/{case}/decide", data=given).status_code == 303
        late = unit.okafor.post(f"/review/{case}/decide", data=given)
        said = "This case was released by Lt. Ama Okafor on March 9, 2026 at 12:00 p.m."
        assert said in unescape(text_of(late, 409))
        assert said in unescape(shown(unit.okafor, f"/review/{case}/decide", 409))
        assert len(unit.rows(Packet)) == 1

    @pytest.mark.parametrize("second", ["release", "return", "close"])
    def test_who_comes_after_a_return_is_told_who_returned_it(self, unit: Unit, second: str) -> None:
        case, _ = unit.ready()
        html = shown(unit.okafor, f"/review/{case}/decide")
        given = values_of(form_on(html, f"/review/{case}/decide"))
        asked = {"outcome": "return", "asked-0-words": "Look at step four again.", "asked-0-kind": "search"}
        assert unit.okafor.post(f"/review/{case}/decide", data=given | asked).status_code == 303
        typed = {"outcome": second, "asked-0-words": "Other words of mine.", "reason": WHY}
        late = unescape(text_of(unit.okafor.post(f"/review/{case}/decide", data=given | typed), 409))
        assert "This case was returned by Lt. Ama Okafor on March 9, 2026 at 12:00 p.m." in late
        assert WHY in late, "what was typed can be copied"
        assert "Other words of mine." in late

    def test_what_was_not_accepted_says_the_same_where_the_review_is_over(self, unit: Unit) -> None:
        case, _ = unit.ready()
        given = values_of(form_on(shown(unit.okafor, f"/review/{case}/decide"), f"/review/{case}/decide"))
        assert supervisor_decides(unit.okafor, case, "release").status_code == 303
        late = unit.okafor.post(f"/review/{case}/decide", data=given | {"outcome": "burn"})
        assert "This case was released by" in text_of(late, 409)

    def test_of_two_decisions_at_once_the_second_is_told_of_the_first(self, unit: Unit) -> None:
        case, _ = unit.ready()
        brown = unit.people.browser(unit.unit.brown)
        with unit.app.app_context():
            unit.unit.no_tie(unit.unit.case_of(case), unit.unit.brown)
            unit.unit.look(unit.unit.case_of(case), unit.unit.brown)
        page, outcomes = f"/review/{case}/decide", ("release", "return")
        filled = [values_of(form_on(shown(one, page), page)) for one in (unit.okafor, brown)]
        start = threading.Barrier(2)

        def decide(which: int) -> TestResponse:
            words = {
                "outcome": outcomes[which],
                "asked-0-words": "Look at step four.",
                "asked-0-kind": "search",
            }
            start.wait()
            return (unit.okafor, brown)[which].post(page, data=filled[which] | words)

        with ThreadPoolExecutor(2) as both:
            answers = list(both.map(decide, range(2)))
        assert sorted(one.status_code for one in answers) == [303, 409]
        late = next(one for one in answers if one.status_code == 409).get_data(as_text=True)
        assert re.search("This case was (released|returned) by Lt. (Ama Okafor|Eva Brown) on", late)

    def test_concerns_wait_and_say_why(self, unit: Unit) -> None:
        with unit.app.app_context():
            case = unit.unit.searched()
            finding = unit.unit.validated(case, direction=Direction.CONCERN)
            unit.unit.begin(unit.unit.submit(case))
            unit.unit.read(case, finding)
            unit.unit.look(case, unit.unit.supervisor)
        html = unescape(text_of(supervisor_decides(unit.okafor, case.reference, "release"), 409))
        assert "the candidate was not asked about it yet" in html
        assert supervisor_decides(unit.okafor, case.reference, "ask").status_code == 303
        assert "Waiting for the candidate" in shown(unit.okafor, f"/review/{case.reference}/answer")


class TestCorrecting:
    def released(self, unit: Unit) -> tuple[str, str]:
        """Release a case by hand."""
        case, (finding,) = unit.ready()
        assert supervisor_decides(unit.okafor, case, "release").status_code == 303
        return case, finding

    @pytest.mark.clause("Hampton C.3.d")
    def test_a_correction_is_posted_beside_what_the_board_has(self, unit: Unit) -> None:
        case, finding = self.released(unit)
        assert STATEMENT in unescape(shown(unit.okafor, f"/review/{case}/correction"))
        assert supervisor_begins_correction(unit.okafor, case, WHY).status_code == 303
        assert WHY in unescape(shown(unit.dana, f"/cases/{case}/returned"))
        better = "In May 2025 the candidate helped at a food drive."
        with unit.app.app_context():
            facts = unit.unit.case_of(case)
            unit.unit.revise(facts, finding, statement=better)
            unit.unit.screen(facts, finding)
            unit.unit.check(facts, finding)
        investigator_uses_page(unit.dana, case)
        investigator_hands_in(unit.dana, case)
        supervisor_opens_next(unit.okafor, case)
        supervisor_reads(unit.okafor, case, finding)
        supervisor_looks(unit.okafor, case)
        html = unescape(shown(unit.okafor, f"/review/{case}/decide"))
        assert html.index(STATEMENT) < html.index(better)
        assert WHY in html, "the reason is filled in"
        assert supervisor_decides(unit.okafor, case, "release").status_code == 303
        assert sorted(row.edition for row in unit.rows(Packet)) == [1, 2]
        queue = shown(unit.okafor, "/review")
        assert "Correction 1" in queue
        assert queue.count(f'href="/review/{case}/correction"') == 1, "what is superseded is not corrected"
        assert "A corrected page took its place." in queue

    @pytest.mark.parametrize(
        ("done", "said"),
        [("searched_too", "You worked on this case"), ("tie", "You know this candidate, or may")],
    )
    def test_whoever_worked_on_the_case_or_has_a_tie_is_offered_none(
        self, unit: Unit, done: str, said: str
    ) -> None:
        case, _ = unit.ready()
        with unit.app.app_context():
            getattr(unit.unit, done)(unit.unit.case_of(case), unit.unit.brown)
        assert supervisor_decides(unit.okafor, case, "release").status_code == 303
        brown = unit.people.browser(unit.unit.brown)
        html = shown(brown, "/review")
        assert f"{said}, so another supervisor corrects it." in html
        assert f'href="/review/{case}/correction"' not in html
        assert brown.get(f"/review/{case}/correction").status_code == 409

    def test_a_reason_is_asked_for(self, unit: Unit) -> None:
        case, _ = self.released(unit)
        html = text_of(supervisor_begins_correction(unit.okafor, case, ""), 422)
        assert "Write what is corrected, and why" in html
        html = text_of(supervisor_begins_correction(unit.okafor, case, "Oh."), 422)
        assert "the board does not read it" in unescape(html)

    def test_a_correction_on_its_way_says_so(self, unit: Unit) -> None:
        case, _ = self.released(unit)
        supervisor_begins_correction(unit.okafor, case, WHY)
        html = unescape(shown(unit.okafor, f"/review/{case}/correction"))
        assert "A correction is on its way" in html
        assert "Begin the correction" not in html


class TestNextStep:
    """What the bar of a case asks of the investigator once all steps are settled."""

    @pytest.fixture
    def case(self, unit: Unit) -> CaseFacts:
        """A case with every step done and nothing written."""
        with unit.app.app_context():
            return unit.unit.searched()

    def asked(self, unit: Unit, case: CaseFacts) -> str:
        """Return what the bar asks for."""
        return bar_of(shown(unit.dana, f"/cases/{case.reference}"))[2]

    def written(self, unit: Unit, case: CaseFacts) -> str:
        """Write a finding that nobody checked."""
        with unit.app.app_context():
            return unit.unit.finding(case, captures=(unit.unit.capture(case),))

    def test_a_finding_is_checked_before_the_board_page(self, unit: Unit, case: CaseFacts) -> None:
        assert self.asked(unit, case) == BOARD_PAGE
        finding = self.written(unit, case)
        assert self.asked(unit, case) == CHECKS
        assert "Check and screen each finding" in shown(unit.dana, "/desk")
        with unit.app.app_context():
            unit.unit.check(case, finding)
        assert self.asked(unit, case) == CHECKS
        with unit.app.app_context():
            unit.unit.screen(case, finding)
        assert self.asked(unit, case) == BOARD_PAGE
        with unit.app.app_context():
            unit.unit.revise(case, finding, statement="Another wording of what was found.")
        assert self.asked(unit, case) == CHECKS

    def test_an_approved_page_asks_to_be_submitted(self, unit: Unit, case: CaseFacts) -> None:
        investigator_uses_page(unit.dana, case.reference)
        for _ in range(2):
            assert self.asked(unit, case) == "Next step Submit the case"
            assert f'<a href="/cases/{case.reference}/submit">All is settled' in shown(unit.dana, "/desk")
            investigator_hands_in(unit.dana, case.reference)
            investigator_recalls(unit.dana, case.reference)
        finding = self.written(unit, case)
        with unit.app.app_context():
            unit.unit.check(case, finding)
            unit.unit.screen(case, finding)
        assert self.asked(unit, case) == BOARD_PAGE, "a finding more is another page"

    def test_others_read_whose_step_it_is(self, unit: Unit, case: CaseFacts) -> None:
        page = f"/cases/{case.reference}"
        for reader in (unit.okafor, unit.browser("Nadia Brandt", Role.AUDITOR)):
            html = shown(reader, page)
            assert bar_of(html)[2] == "Next step Dana Ruiz looks at the board page, then submits the case"
            assert "Look at the board page" not in html
            assert "Dana Ruiz looks at the board page, then submits the case." in html

    def test_what_is_withheld_asks_for_no_checks(self, unit: Unit, case: CaseFacts) -> None:
        finding = self.written(unit, case)
        assert investigator_withholds(unit.dana, case.reference, finding, WHY).status_code == 303
        assert self.asked(unit, case) == BOARD_PAGE

"""The pages of checks and screen, as browsers use them."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import TypeVar

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.release import Reviewed
from tests.factories.validation import finding_facts
from tests.pages.filled import form_on, send, shown, text_of, values_of
from tests.pages.validation import (
    investigator_answers_checks,
    investigator_screens,
    investigator_verifies_captures,
)
from tests.people import Browser, People
from tracker.clock import FixedClock
from tracker.db import Record, db
from tracker.findings.queries import FindingRow, finding_of
from tracker.policy.actors import Role
from tracker.policy.casework import FindingFacts
from tracker.policy.sanitising import missing_for_screening
from tracker.policy.vocabulary import Check
from tracker.validation.models import CheckAnswer, Screening

R = TypeVar("R", bound=Record)

CHURCHED = "After church in May 2025 the candidate organized a food drive."


class Desk:
    """A case with one finding, and the browsers of those around it; built outside of any request."""

    def __init__(self, app: Flask, people: People) -> None:
        """Work a case through, and write a finding with a capture."""
        self.app, self.people = app, people
        with app.app_context():
            self.unit = Reviewed(people)
            facts = self.unit.searched()
            self.case, self.case_id = facts.reference, facts.case_id
            self.finding = self.unit.finding(facts, captures=[self.unit.capture(facts)], statement=CHURCHED)
            self.other = self.unit.searched("Andre Whitfield").reference
        self.dana = people.browser(self.unit.dana)

    @property
    def page(self) -> str:
        """Return where the finding's pages lie."""
        return f"/cases/{self.case}/findings/{self.finding}"

    def rows(self, kind: type[R]) -> list[R]:
        """Return all rows of a kind."""
        with self.app.app_context():
            return list(db.session.scalars(select(kind)))

    def facts(self) -> FindingFacts:
        """Return the finding as the rules judge it."""
        with self.app.app_context():
            return finding_facts(db.session, self.case_id)[0]

    def newest(self) -> FindingRow:
        """Return the finding's newest version."""
        with self.app.app_context():
            return finding_of(db.session, self.case_id, self.finding)

    def browser(self, name: str, role: Role) -> Browser:
        """Return somebody's browser."""
        return self.people.browser(self.people.make(name, role))


@pytest.fixture
def desk(app: Flask, people: People) -> Desk:
    """A case with one finding, unscreened and unchecked."""
    return Desk(app, people)


class TestChecks:
    def test_the_ten_stand_in_order_and_four_are_the_systems(self, desk: Desk) -> None:
        html = unescape(shown(desk.dana, f"{desk.page}/validate"))
        places = [html.index(f'id="check-{number}"') for number in range(1, 11)]
        assert places == sorted(places)
        assert html.count("Made by the system just now") == 4
        for number in (5, 6, 7, 8, 10):
            assert f'name="answer_{number}"' not in html

    def test_what_is_not_verified_says_that_it_stays_in_the_file(self, desk: Desk) -> None:
        page = desk.dana.get(f"{desk.page}/validate").get_data(as_text=True)
        assert "Not verified \u2013 stays in the file only" in page

    def test_the_findings_own_page_says_it_too(self, desk: Desk) -> None:
        assert "Not verified \u2013 stays in the file only" in shown(desk.dana, desk.page)

    def test_answers_are_kept_and_shown_again(self, desk: Desk) -> None:
        answer = investigator_answers_checks(desk.dana, desk.case, desk.finding, ground="Seen in the thread.")
        assert answer.status_code == 303
        html = shown(desk.dana, f"{desk.page}/validate")
        assert html.count("Seen in the thread.") == 5
        assert "The checks of" in html
        assert len(desk.rows(CheckAnswer)) == 5

    def test_what_was_written_for_an_earlier_version_is_not_typed_again(self, desk: Desk) -> None:
        investigator_answers_checks(desk.dana, desk.case, desk.finding, ground="Seen in the thread.")
        investigator_screens(
            desk.dana, desk.case, desk.finding, wording="Organized a food drive in May 2025."
        )
        html = shown(desk.dana, f"{desk.page}/validate")
        assert html.count("Seen in the thread.") == html.count("Written for an earlier version.") == 5
        assert not re.search(r"<input[^>]* checked", html), "each is answered anew"
        again = send(desk.dana, f"{desk.page}/validate", answer_1="yes")
        assert again.status_code == 303, "the others stay open"
        newest = desk.rows(CheckAnswer)[5:]
        assert [(row.number, row.answer) for row in newest] == [(1, "yes")]
        assert shown(desk.dana, f"{desk.page}/validate").count("Written for an earlier version.") == 4

    @pytest.mark.clause("Hamden D.6")
    def test_one_more_capture_asks_again_only_what_looks_at_captures(
        self, desk: Desk, clock: FixedClock
    ) -> None:
        investigator_answers_checks(desk.dana, desk.case, desk.finding, ground="Seen in the thread.")
        investigator_screens(desk.dana, desk.case, desk.finding)
        with desk.app.app_context():
            second = desk.unit.capture(desk.unit.case_of(desk.case), source_link="https://other.example/9")
        clock.advance(timedelta(minutes=1))
        assert send(desk.dana, f"{desk.page}/edit", captures=second).status_code == 303
        assert "No word of it changed" in shown(desk.dana, desk.page)
        assert (desk.newest().number, len(desk.newest().captures)) == (1, 2)
        assert desk.facts().screened, "the wording is the one that was screened"
        html = shown(desk.dana, f"{desk.page}/validate")
        assert html.count("Seen in the thread.") == 5
        assert html.count("Written before a capture was linked.") == 2
        chosen = values_of(form_on(html, f"{desk.page}/validate"))
        assert [name for name in chosen if name.startswith("answer_")] == ["answer_1", "answer_2", "answer_3"]
        again = send(desk.dana, f"{desk.page}/validate", answer_4="yes", answer_9="cannot-tell")
        assert again.status_code == 303
        assert {one.check for one in desk.facts().checks} >= {Check(number) for number in (1, 2, 3, 4, 9)}

    def test_a_new_version_without_a_changed_word_is_none(self, desk: Desk) -> None:
        assert send(desk.dana, f"{desk.page}/edit").status_code == 303
        assert "there is no new version" in shown(desk.dana, desk.page)
        assert desk.newest().number == 1

    def test_saving_has_the_capture_verified(self, desk: Desk) -> None:
        investigator_answers_checks(desk.dana, desk.case, desk.finding)
        assert desk.facts().captures[0].intact is True

    @pytest.mark.clause("Hamden D.6")
    @pytest.mark.parametrize("number", [5, 6, 7, 8])
    def test_a_post_that_ticks_the_systems_own_is_refused(self, desk: Desk, number: int) -> None:
        forged = {f"answer_{number}": "yes", f"ground_{number}": "I say so."}
        html = text_of(investigator_answers_checks(desk.dana, desk.case, desk.finding, **forged), 409)
        assert f"Check {number}," in html
        assert "is made by the system" in html
        assert desk.rows(CheckAnswer) == []
        assert html.count("Seen.") >= 5, "what was typed is still there"

    def test_an_answer_without_its_ground_is_said_at_the_field(self, desk: Desk) -> None:
        html = text_of(investigator_answers_checks(desk.dana, desk.case, desk.finding, ground_3=""), 422)
        assert html.count("Write how you know, for check 3") == 2
        assert "<title>Error:" in html

    def test_a_ground_without_an_answer_too(self, desk: Desk) -> None:
        address = f"{desk.page}/validate"
        html = text_of(send(desk.dana, address, ground_3="Seen."), 422)
        assert "Choose Yes, No or Cannot tell for check 3" in html

    def test_some_can_be_left_open(self, desk: Desk) -> None:
        answer = send(
            desk.dana, f"{desk.page}/validate", answer_1="cannot-tell", ground_1="The name differs."
        )
        assert answer.status_code == 303
        assert [row.answer for row in desk.rows(CheckAnswer)] == ["cannot-tell"]

    def test_a_made_up_answer_is_said_in_our_words(self, desk: Desk) -> None:
        html = text_of(send(desk.dana, f"{desk.page}/validate", answer_1="maybe", ground_1="Seen."), 422)
        assert "Choose one of the answers" in html

    def test_a_password_is_not_kept_even_on_the_page(self, desk: Desk) -> None:
        answer = send(desk.dana, f"{desk.page}/validate", answer_1="yes", ground_1="password: hunter2-Secret")
        html = text_of(answer, 422)
        assert "That looks like a password" in html
        assert "hunter2" not in html

    def test_who_was_overtaken_is_told(self, desk: Desk) -> None:
        with desk.app.app_context():
            desk.unit.revise(
                desk.unit.case_of(desk.case), desk.finding, relevance="Another reason why it matters."
            )
        html = text_of(
            send(desk.dana, f"{desk.page}/validate", seen="1", answer_1="yes", ground_1="Seen."), 409
        )
        assert "R-34" in html
        assert "Seen." in html
        assert 'value="2.0"' in html, "the next try is about the newer version"

    def test_of_two_tabs_with_answers_the_second_is_told(self, desk: Desk) -> None:
        page = f"{desk.page}/validate"
        old = values_of(form_on(shown(desk.dana, page), page))
        assert send(desk.dana, page, answer_1="no", ground_1="The name differs.").status_code == 303
        typed = {"answer_1": "yes", "ground_1": "The name is the same."}
        late = text_of(desk.dana.post(page, data=old | typed), 409)
        assert "R-34" in late
        assert "The name is the same." in late
        assert [row.answer for row in desk.rows(CheckAnswer)] == ["no"]
        again = values_of(form_on(late, page))
        assert desk.dana.post(page, data=again).status_code == 303, "whoever has seen both decides"
        assert sorted(row.answer for row in desk.rows(CheckAnswer)) == ["no", "yes"]

    def test_of_two_tabs_with_a_screen_the_second_is_told(self, desk: Desk) -> None:
        page = f"{desk.page}/redact"
        old = values_of(form_on(shown(desk.dana, page), page))
        assert desk.dana.post(page, data=old).status_code == 303
        late = text_of(desk.dana.post(page, data=old | {"wording": "Words of the second tab."}), 409)
        assert "R-34" in late
        assert "Words of the second tab." in late

    def test_an_overtaken_wording_is_kept_beside_the_newer_one(self, desk: Desk) -> None:
        with desk.app.app_context():
            desk.unit.revise(desk.unit.case_of(desk.case), desk.finding, statement="Helped in May 2025.")
        html = text_of(
            investigator_screens(desk.dana, desk.case, desk.finding, seen="1", wording="Mine."), 409
        )
        assert "R-34" in html
        assert "Helped in May 2025." in html
        assert "Mine." in html

    def test_supervisors_and_auditors_read_and_do_not_answer(self, desk: Desk) -> None:
        investigator_answers_checks(desk.dana, desk.case, desk.finding)
        for name, role in (("Lt. Ama Okafor", Role.SUPERVISOR), ("Noor Counsel", Role.AUDITOR)):
            browser = desk.browser(name, role)
            html = shown(browser, f"{desk.page}/validate")
            assert "Seen." in html
            assert "Save checks" not in html

    @pytest.mark.parametrize("page", ["validate", "redact"])
    def test_nobody_else_comes_in(self, desk: Desk, page: str) -> None:
        for role in (Role.BOARD_MEMBER, Role.HR_ADMIN, Role.CHIEF, Role.IT):
            assert desk.browser(f"Some {role}", role).get(f"{desk.page}/{page}").status_code == 403
        stranger = desk.browser("Luis Vega", Role.INVESTIGATOR)
        assert stranger.get(f"{desk.page}/{page}").status_code == 404

    @pytest.mark.parametrize("page", ["validate", "redact"])
    def test_foreign_and_missing_look_the_same(self, desk: Desk, page: str) -> None:
        for address in (
            f"/cases/{desk.other}/findings/{desk.finding}/{page}",
            f"/cases/{desk.case}/findings/F-ZZZZZZ/{page}",
            f"/cases/C-26-ZZZZZ/findings/{desk.finding}/{page}",
        ):
            assert desk.dana.get(address).status_code == 404


class TestScreen:
    def test_what_to_look_at_is_marked_and_explained(self, desk: Desk) -> None:
        html = unescape(shown(desk.dana, f"{desk.page}/redact"))
        assert "<mark>church" in html
        assert "Religion, the candidate's own" in html
        assert "“church” may show religion; it seems to be the candidate's own, which the board" in html

    def test_what_is_settled_stays_while_the_wording_changes_elsewhere(self, desk: Desk) -> None:
        reason = "The drive was run by the parish office."
        kept = {"hints-0-what": "kept", "hints-0-reason": reason}
        assert investigator_screens(desk.dana, desk.case, desk.finding, **kept).status_code == 303
        longer = f"{CHURCHED} It rained all day."
        assert investigator_screens(desk.dana, desk.case, desk.finding, wording=longer).status_code == 303, (
            "what was settled goes along with the form"
        )
        html = unescape(shown(desk.dana, f"{desk.page}/redact"))
        assert reason in html
        assert "everything in it is settled" in html
        other = longer.replace("After church", "Long after the church service")
        investigator_screens(desk.dana, desk.case, desk.finding, wording=other)
        html = unescape(shown(desk.dana, f"{desk.page}/redact"))
        assert reason not in html, "that place is another now"
        assert "Say what is done about" in html

    def test_a_reason_for_words_that_are_gone_meanwhile_is_not_lost(self, desk: Desk) -> None:
        page = f"{desk.page}/redact"
        old = values_of(form_on(shown(desk.dana, page), page))
        with desk.app.app_context():
            desk.unit.revise(desk.unit.case_of(desk.case), desk.finding, statement="Helped in May 2025.")
        typed = {"hints-0-what": "kept", "hints-0-reason": "It was in the parish hall."}
        html = text_of(desk.dana.post(page, data=old | typed), 409)
        assert "It was in the parish hall." in html

    def test_keeping_takes_a_reason(self, desk: Desk) -> None:
        answer = investigator_screens(desk.dana, desk.case, desk.finding, **{"hints-0-what": "kept"})
        assert answer.status_code == 303
        html = unescape(shown(desk.dana, f"{desk.page}/redact"))
        assert "Write why the board needs 'church'" in html
        reason = "The drive was run by the parish office itself."
        investigator_screens(
            desk.dana, desk.case, desk.finding, **{"hints-0-what": "kept", "hints-0-reason": reason}
        )
        assert "everything in it is settled" in shown(desk.dana, f"{desk.page}/redact")
        assert len(desk.rows(Screening)) == 2

    def test_a_fresh_sentence_makes_a_new_version_that_is_screened(self, desk: Desk) -> None:
        fresh = "In May 2025 the candidate organized a food drive."
        investigator_screens(
            desk.dana, desk.case, desk.finding, **{"wording": fresh, "hints-0-what": "reworded"}
        )
        row = desk.newest()
        assert (row.number, row.statement) == (2, fresh)
        html = shown(desk.dana, f"{desk.page}/redact")
        assert "everything in it is settled" in html
        assert "<mark>" not in html
        assert "to say that you read it" not in html, "it was saved just now"
        assert html.index("Save the screen") < html.index('class="btn btn-primary"'), "the checks come next"

    def test_marked_reworded_and_still_there_is_said(self, desk: Desk) -> None:
        investigator_screens(desk.dana, desk.case, desk.finding, **{"hints-0-what": "reworded"})
        html = unescape(shown(desk.dana, f"{desk.page}/redact"))
        assert "'church' is marked reworded, and it still stands in the wording." in html

    def test_reasons_come_along_to_a_new_version_but_are_said_anew(self, desk: Desk) -> None:
        reason = "The drive was run by the parish office itself."
        kept = {"hints-0-what": "kept", "hints-0-reason": reason}
        investigator_screens(desk.dana, desk.case, desk.finding, **kept)
        with desk.app.app_context():
            case = desk.unit.case_of(desk.case)
            desk.unit.revise(case, desk.finding, statement=CHURCHED, relevance="Another reason.")
        html = shown(desk.dana, f"{desk.page}/redact")
        assert reason in html
        assert not desk.facts().screened

    def test_an_identifier_cannot_be_kept(self, desk: Desk) -> None:
        with desk.app.app_context():
            desk.unit.revise(
                desk.unit.case_of(desk.case), desk.finding, statement="Wrote as @somebody in May."
            )
        html = shown(desk.dana, f"{desk.page}/redact")
        assert "This cannot be kept" in html
        assert 'value="kept"' not in html
        forged = {"hints-0-what": "kept", "hints-0-reason": "The board needs this very handle."}
        investigator_screens(desk.dana, desk.case, desk.finding, **forged)
        facts = desk.facts()
        assert any("'@somebody' identifies" in one.sentence for one in missing_for_screening(facts))

    def test_a_password_in_a_reason_is_not_kept(self, desk: Desk) -> None:
        secret = {"hints-0-what": "kept", "hints-0-reason": "password: hunter2-Secret"}
        html = text_of(investigator_screens(desk.dana, desk.case, desk.finding, **secret), 422)
        assert "That looks like a password" in html
        assert "hunter2" not in html

    def test_what_is_typed_is_never_code(self, desk: Desk) -> None:
        words = "<script>alert(1)</script> in May."
        investigator_screens(desk.dana, desk.case, desk.finding, wording=words)
        html = shown(desk.dana, f"{desk.page}/redact")
        assert "&lt;script&gt;alert" in html
        assert "<script>alert" not in html
        assert "<script>alert" not in shown(desk.dana, f"/cases/{desk.case}/preview")


class TestVerifying:
    def test_one_button_verifies_all_captures(self, desk: Desk) -> None:
        answer = investigator_verifies_captures(desk.dana, desk.case)
        assert answer.headers["Location"] == f"/cases/{desk.case}/submit"
        assert "Every capture is as it was received" in shown(desk.dana, f"/cases/{desk.case}/submit")
        assert "Verify all captures now" not in shown(desk.dana, f"/cases/{desk.case}/submit")
        assert desk.facts().captures[0].intact is True

    def test_it_leads_back_only_to_our_own_pages(self, desk: Desk) -> None:
        address = f"/cases/{desk.case}/submit"
        answer = send(desk.dana, address, f"/cases/{desk.case}/verify-captures", then="//elsewhere.example")
        assert answer.status_code == 404

"""The pages of candidates, invitations, the team, ties and the timeline."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories.affidavits import Round
from tests.factories.around import put
from tests.factories.cases import again, assigned, case_of, declared, investigator, supervisor
from tests.factories.requisitions import hr, members, opened
from tests.pages.filled import form_on, send, shown, text_of, values_of
from tests.people import Browser, People
from tracker.accounts.service import disable_person
from tracker.cases.models import AccessEntry, Candidate, Case
from tracker.cases.queries import case_header
from tracker.cases.service import move_case
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.policy.actors import SYSTEM, Role
from tracker.policy.clauses import Clause
from tracker.policy.facts import CaseFacts, PersonFacts, RequisitionFacts
from tracker.policy.vocabulary import ConflictAnswer, Stage
from tracker.requisitions.models import BoardSeat
from tracker.requisitions.service import record_deviation
from tracker.web.formats import unbroken


@pytest.fixture
def requisition(people: People, app: Flask) -> RequisitionFacts:
    """An open requisition."""
    with app.app_context():
        return opened(people)


@pytest.fixture
def case(people: People, app: Flask, requisition: RequisitionFacts) -> CaseFacts:
    """A case that nobody has yet."""
    with app.app_context():
        return case_of(people, requisition)


@pytest.fixture
def priya(people: People, app: Flask) -> Browser:
    """The HR administrator's browser."""
    return people.browser(hr(people))


@pytest.fixture
def okafor(people: People, app: Flask) -> Browser:
    """The supervisor's browser."""
    return people.browser(supervisor(people))


@pytest.fixture
def dana(people: People, app: Flask) -> Browser:
    """The investigator's browser."""
    return people.browser(investigator(people))


def given(app: Flask, people: People, case: CaseFacts, answer: ConflictAnswer | None = None) -> CaseFacts:
    """Assign a case to the investigator, who may have answered the question of ties."""
    with app.app_context():
        now = assigned(people, case)
        return declared(now, investigator(people), answer) if answer else now


def now_of(app: Flask, case: CaseFacts) -> CaseFacts:
    """Return a case's facts as they are now."""
    with app.app_context():
        return again(case)


def sat_there(app: Flask, case: CaseFacts, person_id: UUID, clock: FixedClock) -> None:
    """Put on record that somebody sat on the board of a case, and left."""
    with app.app_context():
        put(
            app.extensions["settings"],
            BoardSeat,
            requisition_id=case.requisition_id,
            person_id=person_id,
            chair=False,
            seated_by=db.session.get_one(Case, case.case_id).opened_by,
            seated_at=clock.now(),
            left_at=clock.now(),
        )


class TestCandidates:
    """HR adds and invites them, and sees states alone."""

    def test_an_empty_list_says_what_comes_first(self, priya: Browser) -> None:
        assert "Candidates are added to an open requisition" in shown(priya, "/admin/candidates")

    def test_a_candidate_is_added_and_invited(
        self, priya: Browser, requisition: RequisitionFacts, app: Flask
    ) -> None:
        page = f"/admin/requisitions/{requisition.reference}/candidates/new"
        answer = send(priya, page, name=" Marisol Peña ", email="marisol@example.org", phone="555-0137")
        here = answer.headers["Location"]
        assert re.fullmatch(r"/admin/candidates/C-26-\w{5}/invitation", here)
        text = shown(priya, here)
        assert "Invite Marisol Peña" in text
        assert "555-0137" in text
        issued = text_of(send(priya, here))
        token = re.search(r"http://127\.0\.0\.1:8000/i/([\w-]{43})", issued)
        code = re.search(r">([2-9A-Z]{4}-[2-9A-Z]{4})<", issued)
        assert token is not None
        assert code is not None
        assert "Waiting for the affidavit" in issued
        later = shown(priya, here)
        assert token[1] not in later
        assert code[1] not in later
        assert "The affidavit is due by the end of March 19, 2026." in later
        assert "The link works until March 12, 2026, 12:00 p.m. EDT, before that." in " ".join(later.split())
        assert "Works until March 12" in shown(priya, "/admin/candidates")
        with app.app_context():
            assert db.session.scalars(select(Case.stage)).one() == Stage.AFFIDAVIT_PENDING

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"name": ""}, "Enter the candidate&#39;s name"),
            ({"email": "marisol"}, "Enter one e-mail address, such as name@example.com"),
            ({"phone": "call me"}, "Enter a telephone number"),
            ({"phone": "12"}, "Enter a telephone number"),
            ({"phone": "12 - (...)"}, "Enter a telephone number"),
            ({"phone": "1234567890123456"}, "Enter a telephone number"),
            ({"name": "password: hunter2"}, "That looks like a password"),
        ],
    )
    def test_what_is_to_change_is_said(
        self, priya: Browser, requisition: RequisitionFacts, change: dict[str, str], words: str
    ) -> None:
        page = f"/admin/requisitions/{requisition.reference}/candidates/new"
        text = text_of(send(priya, page, **({"name": "Marisol", "phone": "555-0137"} | change)), 422)
        assert words in text
        assert "hunter2" not in text

    def test_a_known_address_is_a_question_first(
        self, priya: Browser, people: People, requisition: RequisitionFacts, app: Flask
    ) -> None:
        with app.app_context():
            case_of(people, requisition, email="pena@example.org")
            other = opened(people, "Officer 2026-B")
        page = f"/admin/requisitions/{other.reference}/candidates/new"
        asked = text_of(send(priya, page, name="Marisol Pena", email="Pena@example.org"), 422)
        assert "Say whether it is the same person" in asked
        assert "Marisol Peña, known from Officer 2026-A" in asked
        values = values_of(form_on(asked, page))
        reference = re.search(r'value="(A-\w{6})"', asked)
        assert reference is not None
        assert priya.post(page, data={**values, "known": reference[1]}).status_code == 303
        brother = {**values, "name": "Luis Peña", "known": "new"}
        assert priya.post(page, data=brother).status_code == 303
        with app.app_context():
            assert db.session.scalar(select(func.count()).select_from(Candidate)) == 2
            assert db.session.scalar(select(func.count()).select_from(Case)) == 3

    def test_an_invitation_is_stopped(self, priya: Browser, case: CaseFacts) -> None:
        page = f"/admin/candidates/{case.reference}/invitation"
        text_of(send(priya, page))
        assert send(priya, page, f"{page}/stop").status_code == 303
        text = shown(priya, page)
        assert "Stopped" in text
        assert f'action="{page}/stop"' not in text

    def test_a_withdrawal_asks_once_more_and_holds(self, priya: Browser, case: CaseFacts, app: Flask) -> None:
        page = f"/admin/candidates/{case.reference}/withdraw"
        assert "It cannot be taken back" in shown(priya, page)
        assert "Tick that you made sure who withdraws" in text_of(send(priya, page), 422)
        assert now_of(app, case).stage is Stage.OPENED
        assert send(priya, page, sure="y").headers["Location"] == "/admin/candidates"
        assert now_of(app, case).stage is Stage.WITHDRAWN
        assert "cannot go to" in text_of(send(priya, page, sure="y"), 409)
        assert "The application is over" in shown(priya, f"/admin/candidates/{case.reference}/invitation")

    def test_a_case_is_closed_once_it_is_over(
        self, priya: Browser, okafor: Browser, case: CaseFacts, app: Flask
    ) -> None:
        invitation = f"/admin/candidates/{case.reference}/invitation"
        page = f"/admin/candidates/{case.reference}/close"
        assert page not in shown(priya, invitation)
        assert "cannot go to" in text_of(send(priya, page), 409)
        send(priya, f"/admin/candidates/{case.reference}/withdraw", sure="y")
        assert page in shown(priya, invitation)
        assert page in shown(okafor, f"/cases/{case.reference}")
        assert "Say first whether you have a tie" in text_of(okafor.get(page), 409)
        send(okafor, f"/cases/{case.reference}/conflict", answer="none")
        closed = send(okafor, page)
        assert closed.headers["Location"] == f"/cases/{case.reference}"
        assert "is closed. Nothing in it changes any more." in shown(okafor, f"/cases/{case.reference}")
        assert now_of(app, case).stage is Stage.CLOSED
        assert page not in shown(priya, invitation)
        assert page not in shown(okafor, f"/cases/{case.reference}")

    def test_the_list_is_limited_and_odd_limits_are_no_trouble(self, priya: Browser, case: CaseFacts) -> None:
        assert case.reference in shown(priya, "/admin/candidates?state=opened")
        assert case.reference not in shown(priya, "/admin/candidates?state=search")
        assert case.reference in shown(priya, "/admin/candidates?state=nonsense")
        for query in ("requisition=nowhere", "after=%F0%9F%98%80", "state=%2e%2e"):
            assert priya.get(f"/admin/candidates?{query}").status_code == 200

    def test_the_list_says_what_is_overdue_and_offers_a_way_in_until_the_case_is_over(
        self, people: People, case: CaseFacts, app: Flask, clock: FixedClock
    ) -> None:
        def row() -> str:
            page = shown(people.browser(hr(people)), "/admin/candidates")
            return " ".join(page.partition("<tbody")[2].split())

        assert "None yet" in row()
        assert "Affidavit by March 19, 2026" in row()
        with app.app_context(), unit_of_work(SYSTEM) as work:
            move_case(work, case, to=Stage.AFFIDAVIT_PENDING)
        clock.advance(timedelta(days=12))
        assert "None works now" in row()
        assert "Overdue by 2 days" in row()
        with app.app_context(), unit_of_work(SYSTEM) as work:
            move_case(work, now_of(app, case), to=Stage.SEARCH)
        assert "None works now" in row()
        assert "Issue one if they call" in row()
        assert "Review by April 8, 2026" in row()
        assert "Overdue" not in row()
        with app.app_context(), unit_of_work(SYSTEM) as work:
            move_case(work, now_of(app, case), to=Stage.WITHDRAWN)
        assert "None works now: the application is over" in row()
        assert "if they call" not in row()

    @pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.AUDITOR])
    def test_others_see_states_and_no_invitation(self, people: People, case: CaseFacts, role: Role) -> None:
        browser = people.browser(people.make("Ana Lopez", role))
        page = shown(browser, "/admin/candidates")
        assert case.reference in page
        assert ("Marisol" in page) == (role is Role.SUPERVISOR), "to an auditor candidates are references"
        assert "/invitation" not in page
        assert browser.get(f"/admin/candidates/{case.reference}/invitation").status_code == 403

    @pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.BOARD_MEMBER, Role.CHIEF, Role.IT])
    def test_nobody_else_sees_them(self, people: People, case: CaseFacts, role: Role) -> None:
        browser = people.browser(people.make("Ana Lopez", role))
        for address in ("/admin/candidates", f"/admin/candidates/{case.reference}/withdraw", "/team"):
            assert browser.get(address).status_code == 403


class TestTeam:
    """Supervisors see who works on what, and assign."""

    def test_an_empty_team_says_what_it_means(self, okafor: Browser) -> None:
        assert "No case waits for an investigator" in shown(okafor, "/team")
        assert "Nobody has a case" in shown(okafor, "/team?show=assigned")

    def test_it_says_whose_way_in_is_closed(
        self, okafor: Browser, people: People, case: CaseFacts, app: Flask
    ) -> None:
        given(app, people, case)
        assert "cannot sign in" not in shown(okafor, "/team")
        with app.app_context(), unit_of_work(hr(people)) as work:
            disable_person(work, PersonFacts(investigator(people).person_id))
        assert "Dana Ruiz (cannot sign in: assign these cases anew)" in shown(okafor, "/team")

    def test_a_case_is_assigned_moved_and_taken_back(
        self, okafor: Browser, people: People, case: CaseFacts, app: Flask
    ) -> None:
        dana, luis = investigator(people), people.make("Luis Vega", Role.INVESTIGATOR)
        assert "Waiting for an investigator (1)" in shown(okafor, "/team")
        page = f"/team/{case.reference}"
        assert send(okafor, page, investigator=people.reference(dana)).headers["Location"] == "/team"
        assert ">Dana Ruiz</div></th>" in shown(okafor, "/team?show=assigned")
        text = shown(okafor, page)
        assert "Dana Ruiz has this case" in text
        assert f'value="{people.reference(dana)}"' not in text
        assert send(okafor, page, investigator=people.reference(luis)).status_code == 303
        assert now_of(app, case).investigator_id == luis.person_id
        assert send(okafor, page, f"{page}/take-back").headers["Location"] == page
        assert now_of(app, case).investigator_id is None

    @pytest.mark.clause("Hamden D.3")
    @pytest.mark.clause("Hamden D.2")
    def test_the_page_says_why_others_cannot(
        self, okafor: Browser, people: People, case: CaseFacts, app: Flask, clock: FixedClock
    ) -> None:
        dana = investigator(people)
        luis = people.make("Luis Vega", Role.INVESTIGATOR, searcher=False)
        kim = people.make("Kim Lee", Role.INVESTIGATOR)
        sat_there(app, case, kim.person_id, clock)
        with app.app_context():
            declared(assigned(people, case), dana, ConflictAnswer.UNSURE)
        page = f"/team/{case.reference}"
        text = shown(okafor, page)
        assert "Nobody else can take this case now" in text
        assert "the Chief can record that duties are by case" in text
        for words in (
            "Dana Ruiz declared a tie to this candidate",
            "Luis Vega is not designated as a searcher",
            "Kim Lee sits, or sat, on its hiring board",
        ):
            assert words in text
        token = values_of(form_on(text, "/sign-out"))
        for person in (dana, luis, kim):
            forced = okafor.post(page, data={**token, "investigator": people.reference(person), "seen": ""})
            assert forced.status_code == 409

    def test_a_finished_case_is_taken_from_nobody(
        self, okafor: Browser, people: People, case: CaseFacts, app: Flask
    ) -> None:
        page = f"/team/{case.reference}"
        sentence = "The work on this case is over, so nobody is assigned to it."
        with app.app_context():
            assigned(people, case)
        assert "Take it back" in shown(okafor, page)
        for number in range(3):
            people.make(f"Searcher {number}", Role.INVESTIGATOR)
        with app.app_context():
            for stage in (Stage.SEARCH, Stage.REVIEW, Stage.RELEASED):
                with unit_of_work(SYSTEM) as work:
                    move_case(work, again(case), to=stage)
        text = shown(okafor, page)
        assert text.count(sentence) == 1
        assert "Take it back" not in text
        assert "Cannot take this case" not in text

    @pytest.mark.usefixtures("okafor")
    def test_ones_own_case_is_moved_on_by_somebody_else(
        self, people: People, case: CaseFacts, app: Flask
    ) -> None:
        both = people.make("Ed Both", Role.SUPERVISOR, Role.INVESTIGATOR)
        own, page = people.browser(both), f"/team/{case.reference}"
        text = shown(own, page)
        assert "Nobody gives a case to themselves" in text
        token = values_of(form_on(text, "/sign-out"))
        refused = own.post(page, data={**token, "investigator": people.reference(both), "seen": ""})
        assert "Lt. Ama Okafor can." in text_of(refused, 409)
        with app.app_context():
            assigned(people, case, both)
        text = shown(own, page)
        assert "You have this case yourself" in text
        assert "Take it back" not in text
        refused = own.post(f"{page}/take-back", data={**token, "seen": str(both.person_id)})
        assert "Lt. Ama Okafor can." in text_of(refused, 409)

    def test_nobody_chosen_is_said(self, okafor: Browser, people: People, case: CaseFacts) -> None:
        investigator(people)
        assert "Choose an investigator" in text_of(send(okafor, f"/team/{case.reference}"), 422)

    def test_a_second_tab_is_not_overwritten(
        self, okafor: Browser, people: People, case: CaseFacts, app: Flask
    ) -> None:
        luis = people.make("Luis Vega", Role.INVESTIGATOR)
        page = f"/team/{case.reference}"
        old = values_of(form_on(shown(okafor, page), page))
        given(app, people, case)
        late = okafor.post(page, data={**old, "investigator": people.reference(luis)})
        assert "Nothing of theirs was overwritten" in text_of(late, 409)

    def test_what_another_tab_gave_to_somebody_else_is_not_taken_back(
        self, okafor: Browser, people: People, case: CaseFacts, app: Flask
    ) -> None:
        given(app, people, case)
        luis = people.make("Luis Vega", Role.INVESTIGATOR)
        page = f"/team/{case.reference}"
        old = values_of(form_on(shown(okafor, page), f"{page}/take-back"))
        assert send(okafor, page, investigator=people.reference(luis)).status_code == 303
        late = text_of(okafor.post(f"{page}/take-back", data=old), 409)
        assert "Luis Vega was given this case after you opened the page" in late
        assert "Luis Vega has this case." in late
        assert now_of(app, case).investigator_id == luis.person_id
        assert send(okafor, page, f"{page}/take-back").status_code == 303
        late = text_of(okafor.post(f"{page}/take-back", data=old), 409)
        assert "Nobody has this case any more" in late
        assert now_of(app, case).investigator_id is None

    def test_deviations_show_where_they_apply(
        self, okafor: Browser, people: People, case: CaseFacts, requisition: RequisitionFacts, app: Flask
    ) -> None:
        luis = people.make("Luis Vega", Role.INVESTIGATOR, searcher=False)
        chief = people.make("Chief Avery Stone", Role.CHIEF)
        with app.app_context(), unit_of_work(chief) as work:
            record_deviation(
                work,
                requisition,
                clause=Clause.HAMDEN_D_3.key,
                person_id=luis.person_id,
                reason="The course is in April",
                compensating_control="Dana Ruiz sits beside him",
            )
        text = shown(okafor, f"/team/{case.reference}")
        assert "Deviation from General Order 004-011 D.3 for Luis Vega" in text
        assert "Dana Ruiz sits beside him" in text

    @pytest.mark.clause("Hamden D.2")
    def test_a_supervisor_who_sat_on_the_board_assigns_nothing(
        self, okafor: Browser, people: People, case: CaseFacts, app: Flask, clock: FixedClock
    ) -> None:
        person = supervisor(people).person_id
        sat_there(app, case, person, clock)
        for address in (f"/team/{case.reference}", f"/cases/{case.reference}/timeline"):
            assert "people who decide do not see search material" in text_of(okafor.get(address), 409)


class TestTies:
    """Asked on the name alone, and answered before the case is shown."""

    def test_the_name_alone_is_shown(
        self, dana: Browser, people: People, case: CaseFacts, app: Flask
    ) -> None:
        given(app, people, case)
        text = shown(dana, f"/cases/{case.reference}/conflict")
        assert "Marisol Peña" in text
        assert "Officer 2026-A" not in text
        with app.app_context():
            assert db.session.scalar(select(func.count()).select_from(AccessEntry)) == 0
        asked = text_of(dana.get(f"/cases/{case.reference}/timeline"), 409)
        assert "whether you have a tie" in asked

    def test_no_other_byte_of_the_case_is_there(
        self, dana: Browser, people: People, case: CaseFacts, app: Flask
    ) -> None:
        given(app, people, case)
        with app.app_context():
            requisition = opened(people, "Dispatcher 2026")
            other = case_of(people, requisition, "Andre Whitfield")
            assigned(people, other)
            header = case_header(db.session, case.case_id)
        text = shown(dana, f"/cases/{case.reference}/conflict")
        words = ("Andre", other.reference, "Dispatcher", header.requisition_reference, "@", "due ", "<img")
        assert [word for word in words if word in text] == []
        assert "What happens when you step away" not in text

    def test_stepping_away_is_one_link_and_says_what_follows(
        self, dana: Browser, people: People, case: CaseFacts, app: Flask
    ) -> None:
        given(app, people, case)
        page = f"/cases/{case.reference}/conflict"
        send(dana, page, answer="none")
        opened_case = shown(dana, f"/cases/{case.reference}")
        assert "I need to step away" in opened_case
        assert f'href="{page}"' in opened_case
        told = shown(dana, page)
        for said in (
            "goes back to the supervisor",
            "under your name",
            "Drafts that you did not save",
            "times to meet",
        ):
            assert said in told
        assert send(dana, page, answer="unsure").status_code == 303
        assert dana.get(f"/cases/{case.reference}").status_code == 404

    def test_no_tie_opens_the_case(self, dana: Browser, people: People, case: CaseFacts, app: Flask) -> None:
        given(app, people, case)
        page = f"/cases/{case.reference}/conflict"
        assert "Choose an answer" in text_of(send(dana, page), 422)
        assert send(dana, page, answer="none").headers["Location"] == f"/cases/{case.reference}"
        assert "no tie" in shown(dana, page)
        assert "Timeline" in shown(dana, f"/cases/{case.reference}/timeline")

    @pytest.mark.parametrize("answer", ["yes", "unsure"])
    def test_a_tie_gives_the_case_back_unopened(
        self, dana: Browser, people: People, case: CaseFacts, app: Flask, answer: str
    ) -> None:
        given(app, people, case)
        page = f"/cases/{case.reference}/conflict"
        values = {"answer": answer, "tie": "relative", "explanation": "A cousin of my husband"}
        assert send(dana, page, **values).headers["Location"] == "/desk"
        assert "does not count against you" in shown(dana, "/desk")
        assert now_of(app, case).investigator_id is None
        for address in (f"/cases/{case.reference}", page, f"/cases/{case.reference}/timeline"):
            assert dana.get(address).status_code == 404

    def test_a_yes_without_a_kind_keeps_what_was_typed(
        self, dana: Browser, people: People, case: CaseFacts, app: Flask
    ) -> None:
        given(app, people, case)
        page = f"/cases/{case.reference}/conflict"
        text = text_of(send(dana, page, answer="yes", explanation="A cousin"), 422)
        assert "Choose what kind of tie there is" in text
        assert "A cousin</textarea>" in text
        assert now_of(app, case).investigator_id == investigator(people).person_id

    def test_supervisors_declare_too(self, okafor: Browser, case: CaseFacts) -> None:
        page = f"/cases/{case.reference}/conflict"
        assert send(okafor, page, answer="yes", tie="friend").status_code == 303
        assert "someone else takes this step" in text_of(okafor.get(f"/cases/{case.reference}/timeline"), 409)
        assert "Nobody takes that back alone" in text_of(send(okafor, page, answer="none"), 422)
        assert "That stands: somebody else does the work" in shown(okafor, page)

    def test_others_are_not_asked(self, people: People, case: CaseFacts, app: Flask) -> None:
        luis = people.browser(people.make("Luis Vega", Role.INVESTIGATOR))
        assert luis.get(f"/cases/{case.reference}/conflict").status_code == 404
        assert luis.get("/cases/C-26-AAAAA/conflict").status_code == 404
        with app.app_context():
            member = members(people)[0]
        assert people.browser(member).get(f"/cases/{case.reference}/conflict").status_code == 403


class TestTimeline:
    """What was done in a case, in sentences."""

    def test_it_tells_acts_and_readings_and_is_a_reading_itself(
        self, dana: Browser, people: People, case: CaseFacts, app: Flask, clock: FixedClock
    ) -> None:
        given(app, people, case, answer=ConflictAnswer.NONE)
        clock.advance(timedelta(minutes=5))
        text = shown(dana, f"/cases/{case.reference}/timeline")
        for words in (
            f"Priya Nair opened case {case.reference} in requisition",
            f"Lt. Ama Okafor assigned case {case.reference} to Dana Ruiz",
            f"Dana Ruiz declared on case {case.reference}: no tie to the candidate",
            f"Dana Ruiz opened case {case.reference}",
        ):
            assert unbroken(words) in text
        with app.app_context():
            entry = db.session.scalars(select(AccessEntry)).one()
        assert (entry.person_id, entry.raw) == (investigator(people).person_id, True)

    def test_auditors_read_it_and_hr_does_not(self, priya: Browser, people: People, case: CaseFacts) -> None:
        auditor = people.browser(people.make("Ana Lopez", Role.AUDITOR))
        for odd in ("99999999999999999999", "%C2%B2", "-1"):
            shown(auditor, f"/cases/{case.reference}/timeline?before={odd}")
        text = shown(auditor, f"/cases/{case.reference}/timeline?before=nonsense")
        assert f"/cases/{case.reference}/captures" not in text
        assert priya.get(f"/cases/{case.reference}/timeline").status_code == 403

    def test_what_was_signed_before_anybody_had_the_case_is_told(self, people: People, app: Flask) -> None:
        with app.app_context():
            here = Round(people)
            case = here.case(assigned=False)
            here.invite(case)
            here.file(here.now(case))
            here.assign(case, here.dana)
        chose = "chose how account 2 may be looked at: public only; the case was with nobody yet"
        for who in (here.dana, here.supervisor):
            text = shown(people.browser(who), f"/cases/{case.reference}/timeline")
            assert unbroken(f"Marisol Peña {chose}") in text
        auditor = people.browser(people.make("Ana Lopez", Role.AUDITOR))
        assert f"The candidate {chose}" in shown(auditor, f"/audit/ledger?case={case.reference}")

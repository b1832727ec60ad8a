"""Oversight's pages: what is shown, to whom, that it is recorded, and that nothing sealed is opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.affidavits import Round
from tests.factories.board import CORRECTED, PAGE
from tests.factories.oversight import Audit
from tests.factories.tampering import tamper
from tests.pages.oversight import auditor_checks_the_ledger, auditor_opens
from tests.people import Browser, People
from tests.vault.counting import statements
from tracker.accounts.models import RoleGrant
from tracker.board.deciding import Verdict
from tracker.checkpointing import make_checkpoint
from tracker.db import UnitOfWork, db, unit_of_work
from tracker.engines import alone
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.ledger.queries import LedgerLine, ledger_page
from tracker.oversight import uniformity_picture
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.clauses import Clause
from tracker.policy.decisions import TOLD_OF_CORRECTION
from tracker.policy.vocabulary import Outcome
from tracker.requisitions.service import record_deviation
from tracker.settings import Settings
from tracker.web.formats import unbroken


class Office:
    """The auditor's office: a requisition, and browsers of those who look."""

    def __init__(self, app: Flask, people: People) -> None:
        """Open a requisition."""
        self.app, self.people = app, people
        with app.app_context():
            self.audit = Audit(people)
            self.requisition = self.audit.reference
            make_checkpoint()
        self.auditor = people.browser(self.audit.auditor)

    def browser(self, actor: Actor) -> Browser:
        """Return a browser signed in as somebody."""
        return self.people.browser(actor)

    @contextmanager
    def behind(self) -> Iterator[Audit]:
        """Do something that no page does here."""
        with self.app.app_context():
            yield self.audit

    def lines(self, *events: str) -> tuple[LedgerLine, ...]:
        """Return the ledger's lines of some events, newest first."""
        with self.app.app_context():
            return ledger_page(db.session, events=events).lines

    def open(self, path: str) -> str:
        """Open a page as auditor."""
        return auditor_opens(self.auditor, path)


@pytest.fixture
def office(app: Flask, people: People) -> Office:
    """The auditor's office."""
    return Office(app, people)


@pytest.mark.clause("Hamden D.5")
def test_an_audit_finds_the_gap_and_the_extra_work(office: Office) -> None:
    with office.behind() as audit:
        references = audit.worked(9, left={3: ["06"]}, more={5: {"07": 4}}, beyond={6: "08"})
    choice = office.open("/audit/uniformity")
    assert f"/audit/uniformity/{office.requisition}" in choice
    page = office.open(f"/audit/uniformity/{office.requisition}")
    assert "9 candidates × 24 steps" in page
    assert "1 unexplained" in page
    gap, extra = f"/audit/cases/{references[3]}/steps/06", f"/audit/cases/{references[5]}/steps/07"
    assert gap in page
    assert extra in page
    assert "not done and not excused" in page
    assert "1 search beyond the protocol" in page
    assert "Candidate 00" not in page
    assert "No search is logged for this step" in office.open(gap)
    behind = office.open(extra)
    assert behind.count("Dana Ruiz") >= 5
    assert "median 1, from 1 to 5 searches" in " ".join(behind.split())
    assert "canary" not in behind
    assert "Encrypted." in behind
    assert len(office.lines("UNIFORMITY_OPENED")) == 1
    assert len(office.lines("SEARCH_LOG_OPENED")) == 2


@pytest.mark.clause("Hamden D.5")
def test_every_sign_of_the_table_is_in_its_legend_in_words(office: Office) -> None:
    with office.behind() as audit:
        audit.worked(
            9, left={3: ["06"]}, more={1: {"05": 1}, 5: {"07": 4}}, excused={2: {"09": "place-unreachable"}}
        )
    page = office.open(f"/audit/uniformity/{office.requisition}")
    legend, _, table = page.partition('class="legend"')[2].partition("<table")
    known = {
        glyph: kind
        for kind, glyph in re.findall(r'<span class="cell ([^"]*)" aria-hidden="true">([^<]+)', legend)
    }
    assert {"0", "0·2", "0·3", "A", "N/A", "!", "+4"} <= known.keys()
    assert "done in 2 searches, nothing found" in legend
    assert "could not be done, excused" in legend
    seen = set(re.findall(r'<a class="cell ([^"]*)" href="[^"]*" aria-label="[^"]*">([^<]+)', table))
    assert {"0", "0·2", "!"} <= {glyph for _, glyph in seen}
    for kind, glyph in seen:
        assert kind.strip() in {words.strip() for words in known.values()}, glyph
    assert "deviation" not in page.casefold()
    assert "matrix-long" not in page


def test_many_candidates_begin_with_what_differs(office: Office) -> None:
    with office.behind() as audit:
        references = audit.worked(31, left={4: ["06"]})
    here = f"/audit/uniformity/{office.requisition}"

    def rows(page: str) -> set[str]:
        return set(re.findall(r'<th scope="row"><a href="/audit/cases/([^"]+)"', page))

    assert rows(office.open(here)) == {references[4]}
    assert rows(office.open(f"{here}?show=all")) == set(references)
    assert rows(office.open(f"{here}?show=differences")) == {references[4]}


def test_very_many_candidates_stand_on_several_pages(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uniformity_picture, "ON_A_PAGE", 3)
    with office.behind() as audit:
        references = audit.worked(5, left={4: ["06"]})
    here = f"/audit/uniformity/{office.requisition}?show=all"

    def shown(page: str) -> list[str]:
        return re.findall(r'<th scope="row"><a href="/audit/cases/([^"]+)"', page)

    first, second = office.open(here), office.open(f"{here}&page=2")
    assert shown(first) == references[:3]
    assert shown(second) == references[3:]
    assert "candidates 1 to 3 of 5" in first
    assert "candidates 4 to 5 of 5" in second
    assert f"{references[4]}, step 06" in first, "what differs is told of all"
    assert "page=2" in first
    assert shown(office.open(f"{here}&page=99")) == references[3:]
    for odd in ("0", "-4", "two"):
        assert shown(office.open(f"{here}&page={odd}")) == references[:3]


def test_an_empty_requisition_says_so(office: Office) -> None:
    assert "No candidates yet" in office.open(f"/audit/uniformity/{office.requisition}")


def test_the_table_leaves_as_a_file_and_that_is_recorded(office: Office) -> None:
    with office.behind() as audit:
        audit.worked(2)
    answer = office.auditor.get(f"/audit/uniformity/{office.requisition}/table.csv")
    assert answer.mimetype == "text/csv"
    assert (
        answer.headers["Content-Disposition"] == f'attachment; filename="uniformity-{office.requisition}.csv"'
    )
    assert len(answer.get_data(as_text=True).splitlines()) == 1 + 2 * 24
    (line,) = office.lines("EXPORT_MADE")
    assert line.sentence({line.actor_id: "Renata"}) == "Renata exported the uniformity table: 48 rows"


def test_the_chiefs_deviations_stand_on_what_they_touch(office: Office) -> None:
    with office.behind() as audit:
        packet = audit.released()
        audit.expose(packet.case_id, audit.tan)
    for path in (
        f"/audit/uniformity/{office.requisition}",
        "/audit/duties",
        f"/audit/cases/{packet.case}",
    ):
        page = office.open(path)
        assert "The Chief deviated from General Order 004-011 D.2" in page, path
        assert "The city attorney reviews each case." in page, path
    assert "By deviation" in office.open("/audit/duties")


def test_a_deviation_for_one_investigator_does_not_warn_on_the_case_of_another(office: Office) -> None:
    with office.behind() as audit:
        luis = audit.people.make("Luis Vega", Role.INVESTIGATOR)
        with unit_of_work(audit.people.make("Chief Avery Stone", Role.CHIEF)) as work:
            record_deviation(
                work,
                audit.requisition,
                clause=Clause.HAMDEN_D_3.key,
                person_id=luis.person_id,
                reason="The refresher course was moved",
                compensating_control="The log is read every Friday",
            )
        mine, other = audit.case("Marisol Peña", to=luis), audit.case("Andre Whitfield")
    assert "The Chief deviated from General Order 004-011 D.3" in office.open(
        f"/audit/cases/{mine.reference}"
    )
    assert "The Chief deviated" not in office.open(f"/audit/cases/{other.reference}")


def test_a_supervisor_compares_too_and_is_led_to_the_case(office: Office) -> None:
    with office.behind() as audit:
        (case,) = audit.worked(1)
    supervisor = office.browser(office.audit.supervisor)
    page = auditor_opens(supervisor, f"/audit/uniformity/{office.requisition}")
    assert f'href="/cases/{case}"' in page
    assert f'href="/audit/cases/{case}"' not in page
    assert supervisor.get(f"/audit/cases/{case}/steps/06").status_code == 200
    assert supervisor.get(f"/audit/cases/{case}").status_code == 403


@pytest.mark.clause("Hamden D.2")
def test_who_sits_on_the_board_compares_nothing_in_another_role(office: Office, people: People) -> None:
    with office.behind() as audit:
        audit.worked(1)
    both = office.browser(Actor(audit.tan.person_id, Role.AUDITOR, "Member Tan"))
    with office.behind() as audit, unit_of_work(SYSTEM) as work:
        end_role(work, audit.tan, Role.BOARD_MEMBER)
        work.add(
            RoleGrant(
                person_id=audit.tan.person_id,
                role=Role.AUDITOR,
                granted_by=SYSTEM.person_id,
                granted_at=work.now(),
            )
        )
    for path in (
        f"/audit/uniformity/{office.requisition}",
        f"/audit/uniformity/{office.requisition}/table.csv",
    ):
        answer = both.get(path)
        assert answer.status_code == 409
        assert "people who decide do not see search material" in answer.get_data(as_text=True)


def end_role(work: UnitOfWork, person: Actor, role: Role) -> None:
    """End a role of somebody who still holds a seat."""
    held = select(RoleGrant).where(RoleGrant.person_id == person.person_id, RoleGrant.role == role)
    grant = work.session.scalars(held).one()
    work.change(grant, ended_at=work.now(), ended_by=SYSTEM.person_id)
    record(work, Event.ROLE_ENDED, person=person.person_id, role=role)
    work.session.flush()


def test_the_ledger_is_read_in_sentences_and_the_reading_is_a_line(office: Office) -> None:
    with office.behind() as audit:
        case = audit.case()
    page = office.open("/audit/ledger")
    assert unbroken(f"Lt. Ama Okafor assigned case {case.reference} to Dana Ruiz") in page
    assert "Renata Wells read the ledger" in page
    assert "Nobody has checked it yet" in page
    assert len(office.lines("LEDGER_OPENED")) == 1
    page = office.open(f"/audit/ledger?event=CASE_ASSIGNED&case={case.reference.lower()}&since=2026-03-01")
    assert "assigned case" in page
    assert "read the ledger" not in page
    assert 'value="2026-03-01"' in page


@pytest.mark.parametrize("path", ["/audit/ledger", "/audit/access"])
def test_a_filter_that_names_nothing_says_so_and_claims_no_empty_search(office: Office, path: str) -> None:
    both = office.open(f"{path}?case=XYZ&since=2026-13-40")
    assert both.count("Enter the reference of a case, such as C-26-7KQ4M") == 2, "at the head and beside it"
    assert both.count("Enter a day such as 2026-03-09") == 2
    unknown = office.open(f"{path}?case=C-26-22222")
    assert "No case has this reference" in unknown
    for page in (both, unknown):
        assert "matches" not in page
        assert "Show all" in page
    assert "matches" in office.open(f"{path}?since=2031-01-01")


def test_the_ledger_is_paged_by_line(office: Office) -> None:
    with office.behind() as audit:
        audit.many(15)
    page = office.open("/audit/ledger")
    (older,) = re.findall(r'href="(/audit/ledger\?before=\d+)" rel="next"', page)
    last = office.open(older)
    assert "The installation was set up" in last
    assert 'href="/audit/ledger" rel="prev"' in last


@pytest.mark.parametrize(
    "query",
    [
        "before=x",
        "before=-1",
        "before=99999999999999999999999999",
        "since=yesterday",
        "since=0001-01-01",
        "since=9999-12-31",
        "event=%00",
        "event=NOTHING",
        "person=%F0%9F%98%80",
        "case=" + "x" * 5000,
        "case=password:hunter22!",
    ],
)
@pytest.mark.parametrize("path", ["/audit/ledger", "/audit/access"])
def test_odd_filters_are_no_trouble(office: Office, path: str, query: str) -> None:
    answer = office.auditor.get(f"{path}?{query}")
    assert answer.status_code == (404 if "%00" in query else 200)
    if query == "since=yesterday":
        assert "Enter a day such as 2026-03-09" in answer.get_data(as_text=True)


def test_one_check_of_the_ledger_runs_at_a_time(office: Office, app: Flask) -> None:
    with app.app_context(), alone(db.engine, "check-ledger") as first:
        assert first
        answer = auditor_checks_the_ledger(office.auditor)
        assert answer.status_code == 409
        assert "The ledger is being checked now" in answer.text
        with alone(db.engine, "check-ledger") as second:
            assert not second
    assert auditor_checks_the_ledger(office.auditor).status_code == 303


def test_the_ledger_is_checked_and_the_page_says_so(office: Office) -> None:
    answer = auditor_checks_the_ledger(office.auditor)
    assert answer.location == "/audit/ledger"
    page = " ".join(office.open("/audit/ledger").split())
    assert "The ledger was checked just now. Every line links to the one before." in page
    assert "Last checked March 9, 2026, 12:00 p.m. EDT by Renata Wells." in page
    assert len(office.lines("LEDGER_CHECKED")) == 1


def test_a_changed_line_is_found_and_named(office: Office, settings: Settings) -> None:
    tamper(settings, "UPDATE ledger_entries SET body = replace(body, 'ok', 'no') WHERE idx = 3")
    page = office.open("/audit/ledger")
    assert "Line 3 cannot be read" not in page
    auditor_checks_the_ledger(office.auditor)
    page = office.open("/audit/ledger")
    assert "The ledger does not hold" in page
    assert 'href="/audit/ledger?before=4"' in page
    assert "Line 3 was changed" in page
    assert "verify-ledger --deep" in page
    system = auditor_opens(office.browser(office.audit.it), "/admin/system")
    assert "The ledger does not hold" in system


def test_a_line_that_cannot_be_read_hides_no_other(office: Office, settings: Settings) -> None:
    tamper(settings, "UPDATE ledger_entries SET body = 'gone' WHERE idx = 3")
    page = office.open("/audit/ledger")
    assert "Line 3 cannot be read: it is not as it was written" in page
    assert "Damaged" in page
    assert "The installation was set up" in page


def test_a_changed_row_is_found(office: Office, settings: Settings) -> None:
    tamper(settings, "UPDATE people SET name = 'Somebody Else' WHERE name = 'Member Tan'")
    auditor_checks_the_ledger(office.auditor)
    page = office.open("/audit/ledger")
    assert "The ledger does not hold" in page
    assert "was changed since line" in page


def test_a_ledger_that_takes_no_line_is_closed_in_words(office: Office, settings: Settings) -> None:
    sol = office.browser(office.audit.it)
    auditor_opens(sol, "/admin/system")
    tamper(settings, "UPDATE ledger_head SET size = size + 1")
    answer = office.auditor.get("/audit/ledger")
    assert answer.status_code == 503
    assert "cannot take a new line" in answer.get_data(as_text=True)
    answer = auditor_checks_the_ledger(sol, "/admin/system")
    assert answer.status_code == 503
    assert "The ledger cannot go on" in answer.get_data(as_text=True)


def test_openings_and_refusals_are_listed(office: Office) -> None:
    with office.behind() as audit:
        packet = audit.released()
        audit.accept()
        audit.read(packet, audit.reyes)
    tan = office.browser(office.audit.tan)
    assert tan.get("/audit/ledger").status_code == 403
    page = office.open("/audit/access")
    assert unbroken(f"Member Reyes opened packet {packet.reference}, edition 1") in page
    assert "Member Tan was not allowed to read the ledger" in page
    assert "Refused" in page
    assert "accepted the duties" not in page
    assert len(office.lines("ACCESS_LOG_OPENED")) == 1
    only = office.open("/audit/access?event=PACKET_OPENED")
    assert "Member Tan was not allowed" not in only
    assert "No opening matches" in office.open("/audit/access?event=DUTIES_ACCEPTED")


def test_the_duties_show_nobody_in_two_places(office: Office) -> None:
    with office.behind() as audit:
        audit.worked(1)
    page = office.open("/audit/duties")
    assert "0 overlaps" in page
    assert "Dana Ruiz" in page
    assert len(office.lines("DUTIES_OPENED")) == 1


@pytest.mark.clause("Hampton D.1")
def test_an_affidavit_is_opened_under_a_matter_that_is_recorded(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(office.app.config, "WTF_CSRF_ENABLED", False)
    with office.behind():
        here = Round(office.people)
        case = here.case()
        here.invite(case)
        place = f"/audit/cases/{case.reference}/affidavit"
    assert "The affidavit is not filed yet." in office.open(place)
    assert office.auditor.post(place, data={"matter": "26-114"}).status_code == 200
    assert place not in office.open(f"/audit/cases/{case.reference}")
    with office.behind():
        here.file(here.now(case))
    assert place in office.open(f"/audit/cases/{case.reference}")
    assert "marisol.pena" not in office.open(place)
    for matter in ("", "x"):
        refused = office.auditor.post(place, data={"matter": matter})
        assert refused.status_code == 422
        assert "marisol.pena" not in refused.get_data(as_text=True)
    assert not office.lines("AFFIDAVIT_OPENED")
    opened = office.auditor.post(place, data={"matter": "26-114"}).get_data(as_text=True)
    assert "marisol.pena" in opened
    (line,) = office.lines("AFFIDAVIT_OPENED")
    assert line.actor_id == str(office.audit.auditor.person_id)
    for other in (here.dana, here.supervisor, here.hr):
        assert office.browser(other).get(place).status_code == 403


def test_a_case_file_shows_what_the_board_saw(office: Office) -> None:
    with office.behind() as audit:
        packet = audit.released()
        audit.accept()
        audit.read(packet)
        audit.decide(
            packet,
            Verdict(Outcome.NOT_CONTINUE, ("integrity",), outside=True, explanation="The oral interview."),
        )
        later = audit.publish(audit.now(packet.case_id), CORRECTED, corrects=True)
    here = f"/audit/cases/{packet.case}"
    page = office.open(here)
    assert "Honesty and integrity" in page
    assert "which was corrected afterwards" in page
    assert "Member Reyes acknowledged packet" in page
    assert "Evidence stays closed" in page
    assert "Marisol" not in page
    evidence = f"/cases/{packet.case}/findings"
    assert f'href="{evidence}"' in page, "the way to what is unsealed under a matter"
    first = office.open(f"{here}/packets/{packet.reference}")
    assert PAGE.decode().strip() in first
    assert f"{here}/packets/{later.reference}" in first
    assert TOLD_OF_CORRECTION in office.open(f"{here}/packets/{later.reference}")
    assert len(office.lines("CASE_FILE_OPENED")) == 1
    assert len(office.lines("PACKET_OPENED")) == 3 + 2
    assert office.auditor.get(evidence).status_code == 200


def test_a_packet_is_found_in_its_own_case_only(office: Office) -> None:
    with office.behind() as audit:
        packet, other = audit.released(), audit.released("Somebody Else")
    for path in (
        f"/audit/cases/{other.case}/packets/{packet.reference}",
        f"/audit/cases/{packet.case}/packets/B-222222",
        "/audit/cases/C-26-22222",
        f"/audit/cases/C-26-22222/packets/{packet.reference}",
        f"/audit/cases/{packet.case}/steps/99",
        "/audit/uniformity/R-26-22222",
        "/audit/uniformity/R-26-22222/table.csv",
    ):
        assert office.auditor.get(path).status_code == 404, path
    assert office.lines("PACKET_OPENED") == ()


def test_cases_are_found_by_reference(office: Office) -> None:
    with office.behind() as audit:
        case = audit.case(assigned=False)
    assert f"/audit/cases/{case.reference}" in office.open("/audit/cases")
    assert case.reference in office.open(f"/audit/cases?case={case.reference.lower()}")
    assert "No case matches" in office.open("/audit/cases?case=nothing&after=x")


def test_it_sees_whether_all_is_in_order(office: Office) -> None:
    sol = office.browser(office.audit.it)
    page = auditor_opens(sol, "/admin/system")
    for words in (
        "Database",
        "Keys",
        "Sealed files",
        "Disk",
        "You have one thing to do, marked below.",
        "never checked",
    ):
        assert words in page
    assert auditor_checks_the_ledger(sol, "/admin/system").location == "/admin/system"
    page = auditor_opens(sol, "/admin/system")
    assert "sound up to line" in page
    with office.behind() as audit:
        case = audit.case(assigned=False)
    assert case.reference not in auditor_opens(sol, "/admin/system")


PLACES = (
    "/audit/uniformity",
    "/audit/uniformity/{requisition}",
    "/audit/uniformity/{requisition}/table.csv",
    "/audit/cases/{case}/steps/06",
    "/audit/ledger",
    "/audit/access",
    "/audit/duties",
    "/audit/cases",
    "/audit/cases/{case}",
    "/audit/cases/{case}/packets/{packet}",
    "/admin/system",
)
LET_IN = {
    Role.SUPERVISOR: {*PLACES[:4]},
    Role.IT: {"/admin/system"},
}


@pytest.mark.parametrize(
    "role", [Role.INVESTIGATOR, Role.SUPERVISOR, Role.HR_ADMIN, Role.BOARD_MEMBER, Role.CHIEF, Role.IT]
)
def test_others_are_not_let_in(office: Office, role: Role, monkeypatch: pytest.MonkeyPatch) -> None:
    with office.behind() as audit:
        packet = audit.released()
    other = office.browser(office.people.make(f"Somebody {role}", role, searcher=False))
    known = {"requisition": office.requisition, "case": packet.case, "packet": packet.reference}
    for place in PLACES:
        answer = other.get(place.format(**known))
        if place in LET_IN.get(role, set()):
            assert answer.status_code == 200, place
        else:
            unseen = role is Role.INVESTIGATOR and place == PLACES[3]
            assert answer.status_code == (404 if unseen else 403), place
            assert PAGE.decode().strip() not in answer.get_data(as_text=True)
    monkeypatch.setitem(office.people.app.config, "WTF_CSRF_ENABLED", False)
    assert other.post("/audit/ledger/check").status_code == (303 if role is Role.IT else 403)


@pytest.mark.sqlite
def test_pages_cost_the_same_among_many(office: Office) -> None:
    with office.behind() as audit:
        packet = audit.released()
        audit.worked(2)
        engine = db.engine
    known = {"requisition": office.requisition, "case": packet.case, "packet": packet.reference}

    def costs() -> dict[str, int]:
        counted = {}
        for place in PLACES[:-1]:
            with statements(engine) as seen:
                assert office.auditor.get(place.format(**known)).status_code == 200
            counted[place] = len(seen)
        return counted

    costs()
    with office.behind() as audit:
        audit.worked(1)  # an act, so that the work is read anew
    few = costs()
    with office.behind() as audit:
        audit.worked(40)
        audit.many(5)
    assert costs() == few

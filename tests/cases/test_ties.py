"""Declared ties: the register, the ruling of somebody else, and what it changes."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.cases.test_walls import seat
from tests.factories.around import also_supervisor, alter, put
from tests.factories.cases import (
    again,
    assigned,
    case_of,
    declared,
    investigator,
    opened_by,
    supervisor,
)
from tests.factories.requisitions import opened
from tests.pages.filled import send, shown, text_of
from tests.people import PASSWORD, People
from tests.walls import ADDED_TO, refused
from tracker.cases.assigning import assignable
from tracker.cases.conflicts import declare_conflict
from tracker.cases.entanglements import entanglements
from tracker.cases.models import ConflictDeclaration, ConflictRuling
from tracker.cases.partners import add_partner
from tracker.cases.tie_register import tie_register
from tracker.cases.ties import rule_on_tie
from tracker.clock import agency_day
from tracker.db import clock_of, db, unit_of_work
from tracker.ledger.queries import ledger_page
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Refused
from tracker.policy.facts import CaseFacts, RequisitionFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.ties import TieRuling
from tracker.policy.vocabulary import ConflictAnswer, Tie
from tracker.requisitions.models import Requisition
from tracker.requisitions.queries import requisition_facts
from tracker.requisitions.seating import Entanglement
from tracker.settings import Settings

WHY = "They only went to the same school"


def second(people: People) -> Actor:
    """Return another supervisor."""
    return people.make("Capt. Rosa Lee", Role.SUPERVISOR)


@pytest.fixture
def tied(session: Session, people: People) -> CaseFacts:
    """A case whose investigator opened it, and knows the candidate after all."""
    del session
    case = declared(assigned(people, case_of(people, opened(people))), investigator(people))
    opened_by(case, investigator(people))
    case = declared(
        case, investigator(people), ConflictAnswer.YES, tie=Tie.FRIEND, explanation="We ran together once"
    )
    return declared(case, second(people))


def barred(session: Session, case: CaseFacts, person: Actor) -> list[str | None]:
    people = assignable(session, case, agency_day(clock_of(session).now()), giver=uuid4())
    return [one.ref for found in people if found.person_id == person.person_id for one in found.unmet]


@pytest.mark.clause("Hamden D.2")
class TestRuling:
    """Somebody else rules, with a reason; the declaration stays as it was said."""

    def test_a_late_tie_waits_in_the_register_and_takes_the_case_away(
        self, session: Session, people: People, tied: CaseFacts
    ) -> None:
        assert tied.investigator_id is None
        assert barred(session, tied, investigator(people)) == ["R-09"]
        register = tie_register(session, second(people).person_id)
        assert [(one.person, one.tie, one.explanation) for one in register.pending] == [
            ("Dana Ruiz", Tie.FRIEND, "")
        ]

    def test_a_lifted_tie_keeps_nobody_and_what_was_opened_stays_an_exposure(
        self, session: Session, people: People, tied: CaseFacts
    ) -> None:
        with unit_of_work(second(people)) as work:
            rule_on_tie(
                work, tied, declarer=investigator(people).person_id, ruling=TieRuling.LIFTED, reason=WHY
            )
        after = again(tied)
        assert barred(session, after, investigator(people)) == []
        assert investigator(people).person_id in after.exposed
        (line,) = tie_register(session, second(people).person_id).ruled
        assert (line.answer, [one.ruling for one in line.rulings]) == (ConflictAnswer.YES, [TieRuling.LIFTED])
        assert ledger_page(session, case_id=tied.case_id).lines[0].event == "CONFLICT_RULED"

    def test_an_upheld_tie_bars_and_can_be_lifted_later_and_declared_anew(
        self, session: Session, people: People, tied: CaseFacts
    ) -> None:
        dana = investigator(people).person_id
        for ruling in (TieRuling.UPHELD, TieRuling.LIFTED):
            assert barred(session, again(tied), investigator(people)) == ["R-09"]
            with unit_of_work(second(people)) as work:
                rule_on_tie(work, tied, declarer=dana, ruling=ruling, reason=WHY)
        with pytest.raises(Refused), unit_of_work(second(people)) as work:
            rule_on_tie(work, tied, declarer=dana, ruling=TieRuling.UPHELD, reason=WHY)
        assigned(people, again(tied))
        with unit_of_work(investigator(people)) as work:
            declare_conflict(work, again(tied), answer=ConflictAnswer.UNSURE)
        assert barred(session, again(tied), investigator(people)) == ["R-09"]

    @pytest.mark.clause("Hamden D.2")
    def test_it_binds_in_every_role_until_it_is_lifted(self, people: People, tied: CaseFacts) -> None:
        keeper = Actor(investigator(people).person_id, Role.HR_ADMIN, "Dana Ruiz")

        def there() -> RequisitionFacts:
            reference = db.session.scalar(select(Requisition.reference)) or ""
            return requisition_facts(db.session, keeper, requisition=reference)

        asked = (
            (Permission.INVITE_CANDIDATE, again(tied)),
            (Permission.WITHDRAW_CASE, again(tied)),
            (Permission.CLOSE_CASE, again(tied)),
            (Permission.TAKE_OATH, again(tied)),
            (Permission.SEAT_BOARD_MEMBER, there()),
        )
        for permission, subject in asked:
            with pytest.raises(Refused, match="You declared a tie to") as told:
                permit(keeper, permission, subject)
            assert told.value.unmet[0].ref == "R-19"
            permit(Actor(uuid4(), Role.HR_ADMIN, "Priya Nair"), permission, subject)
        with pytest.raises(Refused, match="You declared a tie"), unit_of_work(keeper) as work:
            add_partner(
                work,
                again(tied),
                name="D. Ruiz",
                agency="Millbrook Police",
                email="d.ruiz@millbrook.example",
                password=PASSWORD,
                agreement="MOU 2026-14",
                agreed_on=date(2026, 3, 2),
                reason="Both of our investigators know the candidate",
            )
        with unit_of_work(second(people)) as work:
            rule_on_tie(
                work,
                again(tied),
                declarer=keeper.person_id,
                ruling=TieRuling.LIFTED,
                reason=WHY,
            )
        permit(keeper, Permission.INVITE_CANDIDATE, again(tied))
        permit(keeper, Permission.SEAT_BOARD_MEMBER, there())

    def test_nobody_rules_on_their_own_nor_while_tied(self, people: People, tied: CaseFacts) -> None:
        okafor = supervisor(people)
        case = declared(tied, okafor, ConflictAnswer.UNSURE)
        for declarer in (okafor, investigator(people)):
            with pytest.raises(Refused) as why, unit_of_work(okafor) as work:
                rule_on_tie(work, case, declarer=declarer.person_id, ruling=TieRuling.LIFTED, reason=WHY)
            assert [one.ref for one in why.value.unmet] == ["R-19"]


@pytest.mark.clause("Hamden D.2")
def test_the_database_takes_no_ruling_on_ones_own_tie_and_changes_none(
    session: Session, people: People, tied: CaseFacts, settings: Settings
) -> None:
    values = {"ruling": "lifted", "reason": b"", "ruled_at": clock_of(session).now()}
    said = session.query(ConflictDeclaration).filter_by(answer="yes").one()
    none = session.query(ConflictDeclaration).filter_by(answer="none").first()
    assert none is not None
    said_id, none_id, who, rosa = said.id, none.id, said.person_id, second(people).person_id
    also_supervisor(settings, who)
    for declaration, ruler in ((said_id, who), (none_id, rosa)):
        with pytest.raises(
            IntegrityError, match=r"nobody rules on a tie|nobody with a tie to a candidate rules"
        ):
            put(settings, ConflictRuling, declaration_id=declaration, ruled_by=ruler, **values)
    made = put(settings, ConflictRuling, declaration_id=said_id, ruled_by=rosa, **values)
    with refused(ADDED_TO):
        alter(settings, ConflictRuling, made, ruling="upheld")


@pytest.mark.clause("Hamden D.2")
def test_who_ruled_on_a_tie_gets_no_seat_and_who_sits_rules_on_none(
    session: Session, people: People, tied: CaseFacts, settings: Settings
) -> None:
    rosa, sam, dana = second(people), people.make("Sam Ortiz", Role.SUPERVISOR), investigator(people)
    with unit_of_work(rosa) as work:
        rule_on_tie(work, tied, declarer=dana.person_id, ruling=TieRuling.UPHELD, reason=WHY)
    said = session.query(ConflictDeclaration.id).filter_by(answer="yes").scalar()
    found = entanglements(session, tied.requisition_id, [rosa.person_id, sam.person_id])
    assert found == {rosa.person_id: Entanglement(ruled=True)}
    session.rollback()
    with pytest.raises(IntegrityError, match="ruled on a request or a tie"):
        seat(settings, session, tied.requisition_id, rosa)
    seat(settings, session, tied.requisition_id, sam)
    values = {"ruling": "lifted", "reason": b"", "ruled_at": clock_of(session).now()}
    with pytest.raises(IntegrityError, match="works on a case of that candidate"):
        put(settings, ConflictRuling, declaration_id=said, ruled_by=sam.person_id, **values)


@pytest.mark.clause("Hamden D.2")
def test_the_database_lets_supervisors_without_a_tie_alone_rule(
    session: Session, people: People, tied: CaseFacts, settings: Settings
) -> None:
    values = {"ruling": "lifted", "reason": b"", "ruled_at": clock_of(session).now()}
    said = session.query(ConflictDeclaration.id).filter_by(answer="yes").scalar()
    values["declaration_id"] = said
    others = [
        people.make("Tom Becker", Role.IT),
        people.make("Pat Reed", Role.HR_ADMIN),
        people.make("Luis Ortega", Role.INVESTIGATOR),
    ]
    for other in others:
        with refused("only a supervisor rules"):
            put(settings, ConflictRuling, ruled_by=other.person_id, **values)
    okafor = supervisor(people)
    declared(tied, okafor, ConflictAnswer.UNSURE)
    with refused("nobody with a tie to a candidate rules"):
        put(settings, ConflictRuling, ruled_by=okafor.person_id, **values)
    put(settings, ConflictRuling, ruled_by=second(people).person_id, **values)


def test_the_pages_show_what_waits_and_take_a_decision(app: Flask, people: People) -> None:
    with app.app_context():
        case = declared(assigned(people, case_of(people, opened(people))), investigator(people))
        case = declared(
            case, investigator(people), ConflictAnswer.YES, tie=Tie.FRIEND, explanation="We ran together once"
        )
        case = declared(case, second(people))
    rosa, ama = people.browser(second(people)), people.browser(supervisor(people))
    text = shown(rosa, "/conflicts")
    assert "Dana Ruiz" in text
    assert "We ran together" not in text
    page = f"/conflicts/{case.reference}/{people.reference(investigator(people))}"
    assert "We ran together once" in shown(rosa, page)
    assert "Say first whether you have a tie" in text_of(ama.get(page), 409)
    bare = send(rosa, page, ruling="lifted", reason="no")
    assert "Write the reason in a few words" in text_of(bare, 409)
    assert send(rosa, page, ruling="lifted", reason=WHY).status_code == 303
    assert "The tie is lifted" in shown(rosa, "/conflicts")
    assert "Nothing that was declared here stands any more" in shown(rosa, page)
    read = people.browser(people.make("Ellen Voss", Role.AUDITOR))
    register = shown(read, "/conflicts")
    assert "A tie: friend" in register
    assert case.reference in register
    assert "Marisol" not in read.get("/conflicts").text, "an auditor reads candidates as references"
    assert "Marisol" in shown(rosa, "/conflicts")
    assert "Go to the team" not in register, "leads nowhere that an auditor may go"
    assert "/conflicts/" not in read.get("/conflicts").text, "what was explained has no door for an auditor"
    assert read.get(page).status_code == 403
    assert rosa.get(f"/conflicts/{case.reference}/P-ZZZZZZ").status_code == 404
    assert rosa.get("/conflicts/C-26-ZZZZZ/P-ZZZZZZ").status_code == 404
    assert people.browser(investigator(people)).get("/conflicts").status_code == 403

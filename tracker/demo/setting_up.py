"""The first days: HR brings in the people, the Chief designates searchers, two requisitions open."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from tracker.accounts.granting import approve_role
from tracker.accounts.service import (
    add_first_administrator,
    add_person,
    designate_searcher,
    set_own_password,
)
from tracker.db import unit_of_work
from tracker.demo.cast import STAFF, STAFF_MAIL, Member
from tracker.demo.company import (
    BROWN,
    CHAIR,
    CHIEF,
    HADDAD,
    HR,
    NAIR,
    ORTEGA,
    REYES,
    RUIZ,
    WHITFIELD,
    Company,
    Scenes,
)
from tracker.demo.days import WORKING_DAYS, Diary
from tracker.policy.actors import SYSTEM
from tracker.policy.clauses import Clause
from tracker.policy.facts import PersonFacts
from tracker.policy.vocabulary import PositionClass
from tracker.requisitions.meetings import set_meeting
from tracker.requisitions.service import (
    create_requisition,
    open_requisition,
    record_deviation,
    seat_member,
)

OFFICER, DISPATCHER = "officer", "dispatcher"
"""The keys of the two requisitions."""
SECOND = "omar-reed"
"""The second HR administrator, who approves the roles that the first proposes."""
PROTOCOL = ("social-media", 1)
NAIR_ENDS = 36
"""The working day on which the designation of Det. Nair ends, and is not renewed yet."""


@dataclass(frozen=True, slots=True)
class Round:
    """A requisition as HR draws it up; the first of the board chairs it."""

    key: str
    title: str
    position: PositionClass
    profile: tuple[str, int]
    board: tuple[str, ...]


ROUNDS = (
    Round(
        OFFICER,
        "Police Officer 2026-A",
        PositionClass.SWORN,
        ("ct", 2),
        (CHAIR, REYES, WHITFIELD, HADDAD),
    ),
    Round(
        DISPATCHER,
        "Dispatcher 2026-B",
        PositionClass.CIVILIAN,
        ("va", 3),
        (WHITFIELD, CHAIR, REYES),
    ),
)


def setting_up(company: Company) -> Scenes[None]:
    """Tell how the installation came to its people and its requisitions."""
    diary = company.diary(1, "08:40")
    for member in STAFF:
        yield diary.on(3)
        _add(company, member)
    for slug in (RUIZ, ORTEGA, BROWN, NAIR):
        yield diary.on(9)
        _designate(company, slug)
    for planned in ROUNDS:
        yield from _open_round(company, diary, planned)


def chiefs_exception(company: Company) -> Scenes[None]:
    """Tell how the Chief lets Det. Nair finish her dispatcher case while the renewal waits for a course."""
    yield company.days.at(NAIR_ENDS, "16:20")
    with company.act(CHIEF) as work:
        record_deviation(
            work,
            company.requisition(DISPATCHER),
            clause=Clause.HAMDEN_D_3.key,
            person_id=company.people[NAIR],
            reason="The refresher course was moved to next month. Her case here is half done, and handing it "
            "over would mean searching twice.",
            compensating_control="Lt. Okafor reads the search log of this case every Friday until the "
            "designation is renewed.",
        )


def next_meeting(company: Company) -> Scenes[None]:
    """Tell how HR sets the next meeting of the officers' board, a week after the last of these days."""
    yield company.days.at(WORKING_DAYS, "14:10")
    held_at = company.days.at(WORKING_DAYS, "09:30") + timedelta(days=7)
    with company.act(HR) as work:
        set_meeting(work, company.requisition(OFFICER), held_at=held_at, place="City Hall, room 204")


def _add(company: Company, member: Member) -> None:
    mail, password = f"{member.slug}@{STAFF_MAIL}", secrets.token_urlsafe(24)  # the demo's door needs none
    with unit_of_work(SYSTEM if member.slug == HR else company.actor(HR)) as work:
        if member.slug == HR:
            person = add_first_administrator(work, name=member.name, email=mail, password=password)
        else:
            person = add_person(work, name=member.name, email=mail, password=password, roles=member.roles)
        company.people[member.slug], first = person.id, person.password_hash
    if member.slug != HR:  # everybody changes the first password, which the door of the demo never asks for
        with company.act(member.slug) as work:
            set_own_password(work, new_hash=first)
    for role in member.roles if member.slug not in (HR, SECOND) else ():
        with company.act(SECOND) as work:
            approve_role(work, PersonFacts(company.people[member.slug]), role=role)


def _designate(company: Company, slug: str) -> None:
    first = company.days.on(1)
    last = company.days.on(NAIR_ENDS) if slug == NAIR else first + timedelta(days=400)
    with company.act(CHIEF) as work:
        designate_searcher(
            work,
            PersonFacts(company.people[slug]),
            starts_on=first,
            ends_on=last,
            vetted_on=first - timedelta(days=40),
            trained_on=first - timedelta(days=12),
            confidentiality_signed_on=first - timedelta(days=5),
        )


def _open_round(company: Company, diary: Diary, planned: Round) -> Scenes[None]:
    yield diary.on(15)
    with company.act(HR) as work:
        row = create_requisition(
            work,
            title=planned.title,
            position_class=planned.position,
            incumbents=False,
            profile=planned.profile,
            protocol=PROTOCOL,
        )
        company.requisitions[planned.key] = row.reference
    for slug in planned.board:
        yield diary.on(2)
        with company.act(HR) as work:
            facts, chairs = company.requisition(planned.key), slug == planned.board[0]
            seat_member(work, facts, person_id=company.people[slug], chair=chairs)
    yield diary.on(5)
    with company.act(HR) as work:
        open_requisition(work, company.requisition(planned.key))

"""People, and facts about their standing that satisfy every rule, to be spoiled one at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

from tracker.policy import facts as f
from tracker.policy.actors import Actor, Role
from tracker.policy.vocabulary import ConflictAnswer, Outcome, Stage

NOW = datetime(2026, 3, 9, 16, 0, tzinfo=UTC)
TODAY = NOW.date()


def person(name: str) -> UUID:
    """Return the id of a named person, the same at every call."""
    return uuid5(UUID(int=0), name)


DANA, LUIS, OKAFOR, LEE, REYES, TAN, YU = map(person, ("dana", "luis", "okafor", "lee", "reyes", "tan", "yu"))
CHIEF, HELEN = person("chief"), person("helen")
NAMES = {DANA: "D. Ruiz", LUIS: "L. Ortiz", OKAFOR: "Lt. Okafor", REYES: "Reyes", TAN: "Tan", YU: "Yu"}
BOARD = frozenset({REYES, TAN, YU})
CASE, OTHER_CASE, REQUISITION, CANDIDATE = map(person, ("case", "other case", "requisition", "candidate"))


def actor(role: Role, who: UUID, case_id: UUID | None = None) -> Actor:
    """Return somebody working in a role."""
    return Actor(who, role, "Somebody", case_id=case_id)


def case(**changes: Any) -> f.CaseFacts:
    """Return a case that Dana works on, with no tie, and a board of three."""
    base = f.CaseFacts(
        case_id=CASE,
        reference="C-26-7KQ4M",
        requisition_id=REQUISITION,
        candidate_id=CANDIDATE,
        stage=Stage.SEARCH,
        investigator_id=DANA,
        seated=BOARD,
        conflicts={DANA: ConflictAnswer.NONE},
        requisition_title="Officer 2026-A",
        supervisor_name="Lt. Okafor",
    )
    return replace(base, **changes)


def packet(**changes: Any) -> f.PacketFacts:
    """Return a packet that three members may read."""
    base = f.PacketFacts(
        reference="K-26-7KQ4M",
        requisition_id=REQUISITION,
        seated=BOARD,
        chair=REYES,
        duties_accepted=BOARD,
        untied=BOARD,
    )
    return replace(base, **changes)


def designation(**changes: Any) -> f.DesignationFacts:
    """Return Dana's current designation by the Chief."""
    base = f.DesignationFacts(
        person_id=DANA,
        designated_by=CHIEF,
        designated_by_role=Role.CHIEF,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        vetted_on=date(2025, 11, 1),
        trained_on=date(2025, 12, 1),
        confidentiality_signed_on=date(2025, 12, 2),
    )
    return replace(base, **changes)


def deviation(**changes: Any) -> f.DeviationFacts:
    """Return a deviation from D.2 that the Chief recorded for Dana."""
    base = f.DeviationFacts(
        clause="Hamden D.2",
        requisition_id=REQUISITION,
        recorded_by_role=Role.CHIEF,
        reason="We are a department of three people.",
        compensating_control="The city attorney reviews each case.",
        person_id=DANA,
    )
    return replace(base, **changes)


def opening(**changes: Any) -> f.OpeningFacts:
    """Return a requisition that can open."""
    base = f.OpeningFacts(
        reference="R-26-AAAAA",
        title="Police Officer, spring",
        protocol="social-media",
        protocol_published=True,
        profile="ct",
        profile_known=True,
        board=BOARD,
        chair=REYES,
    )
    return replace(base, **changes)


def decision(**changes: Any) -> f.DecisionFacts:
    """Return a decision that can be recorded."""
    base = f.DecisionFacts(
        reference="K-26-7KQ4M",
        outcome=Outcome.NOT_CONTINUE,
        seated=BOARD,
        acknowledged=BOARD,
        stepped_out=frozenset(),
        exposed=frozenset(),
        names=NAMES,
        grounds=("integrity",),
        known_grounds=frozenset({"integrity", "judgment"}),
        outside_information=False,
        recorded_by=REYES,
        findings=(1,),
        links=((1, "integrity"),),
        no_own_search=True,
    )
    return replace(base, **changes)

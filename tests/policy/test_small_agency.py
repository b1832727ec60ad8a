"""Agencies of two to four people, with any mix of roles: on each case everybody is one thing only."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import permutations, product
from random import Random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dice import seeded
from tests.policy import standing, work
from tracker.policy.actors import STAFF_ROLES, Actor, Role
from tracker.policy.answers import Unmet
from tracker.policy.by_case import is_idle
from tracker.policy.facts import CaseFacts, PacketFacts, SeatingFacts
from tracker.policy.gate import recipients_apart, releaser_apart
from tracker.policy.hands import (
    HandsFacts,
    missing_deciders,
    missing_hands,
    missing_reviewers,
    missing_second,
)
from tracker.policy.judgement import Verdict, judge
from tracker.policy.permissions import Permission
from tracker.policy.releasers import missing_for_two
from tracker.policy.separation import (
    missing_to_assign,
    missing_to_give,
    missing_to_pass,
    missing_to_rule,
    missing_to_seat,
)
from tracker.policy.vocabulary import ConflictAnswer, Stage

WORKING = (Role.INVESTIGATOR, Role.SUPERVISOR, Role.BOARD_MEMBER)
"""The roles that work on a case, which are drawn more often than all others together."""
PEOPLE = tuple(UUID(int=number) for number in range(1, 5))
MIX = st.frozensets(st.sampled_from((*WORKING, *WORKING, *STAFF_ROLES)), min_size=1, max_size=5)
USUALLY = 0.85
"""How often a case goes on, where it could."""
ANYBODY = st.sampled_from(PEOPLE)


@dataclass
class Record:
    """What happened on one case: who did what, for ever."""

    by_case: bool = True
    stage: Stage = Stage.SEARCH
    investigator: UUID | None = None
    sat: set[UUID] = field(default_factory=set)
    board: set[UUID] = field(default_factory=set)
    assigned: set[UUID] = field(default_factory=set)
    searchers: set[UUID] = field(default_factory=set)
    exposed: set[UUID] = field(default_factory=set)
    readers: set[UUID] = field(default_factory=set)
    untied: set[UUID] = field(default_factory=set)
    reviewers: set[UUID] = field(default_factory=set)
    seconds: set[UUID] = field(default_factory=set)
    givers: set[tuple[UUID, UUID]] = field(default_factory=set)
    submitter: UUID | None = None
    releaser: UUID | None = None
    deciders: set[UUID] = field(default_factory=set)


class Agency:
    """Everybody tries everything that their roles let them; the rules say what comes of it."""

    def __init__(
        self, roles: dict[UUID, frozenset[Role]], excepted: frozenset[UUID], *, by_case: bool = True
    ) -> None:
        """Found an agency in which titles meet however they like; nobody has a tie."""
        self.held, self.excepted = roles, excepted
        self.done = Record(untied=set(roles), by_case=by_case)

    @property
    def roles(self) -> dict[UUID, frozenset[Role]]:
        """The roles that people can work in now: where duties are by title, some give way to others."""
        return {
            who: frozenset(role for role in held if not is_idle(role, held, by_case=self.done.by_case))
            for who, held in self.held.items()
        }

    def turns(self) -> None:
        """The Chief lets duties be by case, or by title again."""
        self.done.by_case = not self.done.by_case

    def may(self, permission: Permission, who: UUID, role: Role, about: CaseFacts | PacketFacts) -> bool:
        """Say whether somebody holds a role and is let, by the permission table itself."""
        if role not in self.roles.get(who, frozenset()):
            return False
        return judge(permission, Actor(who, role, "Somebody"), about).verdict is Verdict.ALLOWED

    @property
    def case(self) -> CaseFacts:
        """The case as the rules see it."""
        done = self.done
        return standing.case(
            stage=done.stage,
            investigator_id=done.investigator,
            seated=frozenset(done.sat),
            searchers=frozenset(done.searchers),
            assigned=frozenset(done.assigned),
            exposed=frozenset(done.exposed),
            readers=frozenset(done.readers),
            excepted=self.excepted,
            conflicts=dict.fromkeys(done.untied, ConflictAnswer.NONE),
        )

    @property
    def packet(self) -> PacketFacts:
        """The packet as the rules see it; its board accepted the duties and has no ties."""
        board = frozenset(self.done.board)
        return replace(
            standing.packet(),
            seated=board,
            chair=min(board, default=None),
            exposed=frozenset(self.done.exposed),
            duties_accepted=board,
            untied=board,
        )

    def takes_a_seat(self, who: UUID) -> None:
        """HR seats somebody, unless they had to do with the case."""
        done = self.done
        facts = SeatingFacts(
            person_id=who,
            name="Somebody",
            roles=self.roles.get(who, frozenset()),
            requisition_title="Officer",
            searched_here=who in done.searchers,
            assigned_here=who in done.assigned,
            exposed_here=who in done.exposed,
            already_seated=who in done.board,
        )
        if missing_to_seat(facts) == ():
            done.board.add(who)
            done.sat.add(who)

    def leaves_the_board(self, who: UUID) -> None:
        """A seat ends; that it was held stays."""
        self.done.board.discard(who)

    def gives_the_case(self, by: UUID, to: UUID) -> None:
        """A supervisor gives the case to somebody, perhaps to themselves."""
        reviewers = frozenset(self.done.reviewers) - self.done.assigned
        able = Role.INVESTIGATOR in self.roles.get(to, frozenset())
        if (
            able
            and self.may(Permission.ASSIGN_CASE, by, Role.SUPERVISOR, self.case)
            and not missing_to_give(by, to)
            and not missing_to_pass(by, self.done.investigator)
            and not missing_to_assign(self.case, to, "Somebody", reviewers)
        ):
            self.done.givers.add((by, to))
            self.done.investigator = to
            self.done.assigned.add(to)

    def searches(self, who: UUID) -> None:
        """Somebody searches, which exposes them for ever."""
        if self.done.stage is Stage.SEARCH and self.may(
            Permission.LOG_SEARCH, who, Role.INVESTIGATOR, self.case
        ):
            self.done.searchers.add(who)
            self.done.exposed.add(who)

    def hands_in(self, who: UUID) -> None:
        """The investigator submits the case."""
        searched = self.done.stage is Stage.SEARCH and self.done.searchers
        if searched and self.may(Permission.SUBMIT_CASE, who, Role.INVESTIGATOR, self.case):
            self.done.stage, self.done.submitter = Stage.REVIEW, who

    def reviews(self, who: UUID, back: bool) -> None:
        """A supervisor opens the review, and perhaps gives the case back."""
        if self.done.stage is Stage.REVIEW and self.may(
            Permission.RETURN_CASE, who, Role.SUPERVISOR, self.case
        ):
            self.done.reviewers.add(who)
            self.done.exposed.add(who)
            self.done.stage = Stage.SEARCH if back else Stage.REVIEW

    def reads_second(self, who: UUID) -> None:
        """A supervisor answers the tenth check, as somebody who did not search."""
        if self.done.stage is Stage.REVIEW and self.may(
            Permission.ANSWER_SECOND_READING, who, Role.SUPERVISOR, self.case
        ):
            self.done.seconds.add(who)
            self.done.reviewers.add(who)
            self.done.exposed.add(who)

    def releases(self, who: UUID) -> None:
        """A supervisor releases, as far as the gate's items about people let them."""
        done = self.done
        if done.stage is not Stage.REVIEW or not self.may(
            Permission.RELEASE_PACKET, who, Role.SUPERVISOR, self.case
        ):
            return
        done.reviewers.add(who)
        done.exposed.add(who)
        facts = work.release(
            submitted_by=done.submitter,
            releaser_id=who,
            searchers=frozenset(done.searchers),
            assigned=frozenset(done.assigned),
            recipients=frozenset(done.board),
            exposed=frozenset(done.exposed),
            findings=(),
        )
        if not releaser_apart(facts) and not recipients_apart(facts):
            done.stage, done.releaser = Stage.RELEASED, who

    def decides(self, who: UUID) -> None:
        """A member reads the packet and takes part in the decision."""
        if self.done.stage is Stage.RELEASED and self.may(
            Permission.READ_PACKET, who, Role.BOARD_MEMBER, self.packet
        ):
            self.done.readers.add(who)
            self.done.deciders.add(who)

    def everybody_is_one_thing_only(self) -> None:
        """Nobody releases what they searched or had, and nobody decides on what they saw or released."""
        done = self.done
        assert done.releaser not in done.searchers | done.assigned
        assert not done.deciders & (done.searchers | done.exposed)
        assert done.releaser not in done.deciders
        assert not done.seconds & (done.searchers | done.assigned | done.deciders)
        assert all(by != to for by, to in done.givers)

    def two_people_release_nothing(self) -> None:
        """Whoever they are, and whatever the Chief deviates from, a release takes three people."""
        if self.done.releaser is None:
            return
        assert len(self.roles) > 2
        assert self.done.searchers - {self.done.releaser}
        assert self.done.sat - {self.done.releaser} - self.done.searchers


def acts(agency: Agency, choose: Random) -> list[Callable[[], None]]:
    """Return everything that anybody could try next: mostly first what brings the case on, then the rest."""
    done = agency.done
    usual = [agency.searches, agency.hands_in, agency.releases, agency.decides]
    on = [partial(act, who) for act in usual for who in agency.roles]
    back = [partial(agency.reviews, who, True) for who in agency.roles]
    back += [partial(agency.leaves_the_board, who) for who in agency.roles]
    back += [partial(agency.reads_second, who) for who in agency.roles]
    back += [partial(agency.turns)]
    seats = [partial(agency.takes_a_seat, who) for who in agency.roles]
    givings = [partial(agency.gives_the_case, by, to) for by in agency.roles for to in agency.roles]
    (back if done.board else on).extend(seats)
    (back if done.investigator else on).extend(givings)
    choose.shuffle(on)
    choose.shuffle(back)
    return [*on, *back] if choose.random() < USUALLY else [*back, *on]


def _changes(agency: Agency, one: Callable[[], None], before: Record) -> bool:
    """Try an act, and judge what came of it if anything did."""
    one()
    if agency.done == before:
        return False
    agency.everybody_is_one_thing_only()
    agency.two_people_release_nothing()
    return True


def walk(agency: Agency, choose: Random, steps: int) -> Record:
    """Let people do what the rules let them, one act after another, each of which changes something."""
    for _ in range(steps):
        before, tries = deepcopy(agency.done), acts(agency, choose)
        if not any(_changes(agency, one, before) for one in tries):
            break
    return agency.done


@pytest.mark.clause("Hamden D.2")
@pytest.mark.clause("Hamden D.6")
@settings(max_examples=100)
@given(
    st.integers(2, 4),
    st.lists(MIX, min_size=4, max_size=4),
    st.frozensets(ANYBODY),
    st.booleans(),
    st.integers(0, 2**32),
)
def test_no_history_makes_anybody_two_things_on_one_case(
    number: int, roles: list[frozenset[Role]], excepted: frozenset[UUID], by_case: bool, seed: int
) -> None:
    people = dict(zip(PEOPLE[:number], roles, strict=False))
    walk(Agency(people, excepted, by_case=by_case), seeded(seed), 20)


@pytest.mark.clause("Hamden D.6")
def test_the_histories_come_to_releases_and_decisions_with_three_people_and_never_with_two() -> None:
    """Everybody holds every role that works on a case, so that nothing but the rules keeps them apart."""
    ends = {number: [Record()] for number in (2, 3, 4)}
    for number, seed in product(ends, range(40)):
        people = PEOPLE[:number]
        agency = Agency(dict.fromkeys(people, frozenset(WORKING)), frozenset(people[: seed % (number + 1)]))
        ends[number].append(walk(agency, seeded(seed), 20))
    released = {number: sum(done.releaser is not None for done in found) for number, found in ends.items()}
    decided = {number: sum(bool(done.deciders) for done in found) for number, found in ends.items()}
    assert released[2] == decided[2] == 0
    assert min(released[3], released[4], decided[3], decided[4]) > 1, (released, decided)


@pytest.mark.clause("Hamden D.2")
@given(st.frozensets(ANYBODY), st.frozensets(ANYBODY), st.frozensets(ANYBODY, min_size=1))
def test_it_is_said_early_when_no_three_people_could_do_a_case(
    searchers: frozenset[UUID], reviewers: frozenset[UUID], board: frozenset[UUID]
) -> None:
    possible = any(
        one in searchers - board and two in reviewers - board and three in board
        for one, two, three in permutations(PEOPLE, 3)
    )
    assert (missing_hands(HandsFacts(searchers, reviewers, board)) == ()) is possible


def test_how_many_there_are_is_said_and_who_else_can_review_or_that_nobody_can() -> None:
    one, two, three = PEOPLE[:3]
    told = missing_hands(HandsFacts(frozenset({one}), frozenset(), frozenset({three})))[-1].sentence
    assert "1 person can search and nobody can review. HR can give" in told
    assert missing_to_rule(one, {one}, frozenset(), "Lt. Brown")[0].sentence.endswith("Lt. Brown can.")
    assert "Nobody else can now" in missing_to_rule(one, (), frozenset({one}), "")[0].sentence
    had = missing_to_rule(one, (), frozenset(), assigned=frozenset({one}))
    assert "Another supervisor can." in had[0].sentence
    assert missing_to_rule(two, {one}, frozenset({one}), "") == ()


def test_three_people_release_one_case() -> None:
    """Three people, each one thing, come to a release and a decision."""
    roles = (frozenset({one}) for one in WORKING)
    agency = Agency(dict(zip(PEOPLE[:3], roles, strict=True)), frozenset())
    one, two, three = PEOPLE[:3]
    agency.takes_a_seat(three)
    agency.gives_the_case(two, one)
    agency.searches(one)
    agency.hands_in(one)
    agency.releases(two)
    agency.decides(three)
    assert (agency.done.releaser, agency.done.deciders) == (two, {three})


@pytest.mark.clause("Hamden D.2", "Hamden D.6")
@given(st.lists(st.sampled_from(["", "searched", "assigned", "seated", "read", "tied"]), max_size=4))
def test_each_supervisor_is_named_with_the_reason_once_nobody_can_review(standings: list[str]) -> None:
    people = dict(zip(PEOPLE, ("Ama", "Ben", "Cleo", "Dee"), strict=False))
    by = {
        how: frozenset(one for one, stands in zip(people, standings, strict=False) if stands == how)
        for how in ("searched", "assigned", "seated", "read", "tied")
    }
    facts = standing.case(
        investigator_id=None,
        searchers=by["searched"],
        assigned=by["assigned"],
        seated=by["seated"],
        readers=by["read"],
        conflicts=dict.fromkeys(by["tied"], ConflictAnswer.UNSURE),
    )
    known = dict(list(people.items())[: len(standings)])
    told = [one.sentence for one in missing_reviewers(facts, known)]
    assert bool(told) == all(standings)
    assert [line.split()[0] for line in told[1:]] == (sorted(known.values()) if told else [])
    if known:
        first = next(iter(known))
        assert bool(missing_second(facts, known, first)) == all(standings[1:])


@pytest.mark.clause("Hamden D.2")
def test_who_is_out_is_said_person_by_person_and_who_is_lent_searches_in_one_case() -> None:
    one, two, three = PEOPLE[:3]
    names = {one: "D. Ruiz (Millbrook Police)", two: "Lt. Okafor"}
    some, other, board = frozenset({one}), frozenset({two}), frozenset({three})
    assert missing_hands(HandsFacts(some, other, board, names=names)) == ()
    lent = [found.sentence for found in missing_hands(HandsFacts(some, other, board, some, names))]
    assert "D. Ruiz (Millbrook Police) is lent by a partner agency for one case" in lent[1]
    seated = [found.sentence for found in missing_hands(HandsFacts(some, other, other, names=names))]
    assert seated[1] == "Lt. Okafor sits, or sat, on its board, so neither reviews nor releases."
    assert missing_for_two(HandsFacts(some, other, other, names=names))[1].sentence == seated[1]
    barred = Unmet(None, "Reyes searched here.")
    assert missing_deciders([(barred,), ()]) == ()
    assert [found.sentence for found in missing_deciders([(barred,)])][1:] == ["Reyes searched here."]
    assert "Nobody can decide" in missing_deciders([])[0].sentence

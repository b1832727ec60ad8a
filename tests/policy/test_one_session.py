"""One session with a candidate, whatever comes in whatever order: a yes first, and nothing beyond it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tracker.policy.access_modes import is_live, missing_grant
from tracker.policy.casework import GrantFacts, SearchFacts
from tracker.policy.together import (
    MeetingFacts,
    RecordFacts,
    missing_session,
    missing_to_offer,
    missing_to_record,
)
from tracker.policy.together_answers import (
    CONFIRM_WITHIN,
    Confirmation,
    TimeAnswer,
    missing_in_answer,
    missing_to_answer_times,
    missing_to_confirm,
)
from tracker.policy.together_times import EARLIEST, LATEST, LONGEST_SESSION, Agreement
from tracker.policy.vocabulary import AccessMode, Method, SearchResult, SignedIn, Stage

START = datetime(2026, 3, 9, 14, 0, tzinfo=UTC)
DANA, LUIS = UUID(int=1), UUID(int=2)
ACCOUNTS = ("1", "2")
HOURS = st.sampled_from((1, 1, 2, 3, 5, 121)).map(lambda hours: timedelta(hours=hours))
MINUTES = st.sampled_from((0, 5, 30, 60, 480, 481)).map(lambda minutes: timedelta(minutes=minutes))
OFF = st.sampled_from((0, 0, -15, -16, 60, 240, 241)).map(lambda minutes: timedelta(minutes=minutes))
"""How far from the agreed time a session is said to have begun."""
SELDOM = st.integers(0, 4).map(lambda drawn: drawn == 0)
"""Whether what upsets everything is done at all, so that most runs come to a record."""
MODES = st.sampled_from((AccessMode.TOGETHER, AccessMode.TOGETHER, AccessMode.PUBLIC_ONLY))


@dataclass
class Said:
    """An answer to the times: the candidate's own, or as somebody told it."""

    answer: TimeAnswer
    chosen: datetime | None
    at: datetime
    told_by: UUID | None = None


@dataclass
class Kept:
    """One record, and what the candidate said of it."""

    facts: RecordFacts
    at: datetime
    confirmation: Confirmation | None = None


@dataclass
class Looked:
    """A look that was logged, with what stood at that moment."""

    search: SearchFacts
    at: datetime
    by: GrantFacts
    record: Kept
    told: bool = False


@dataclass
class Met:
    """One session: what was offered, said and recorded; the newest of each counts."""

    times: tuple[datetime, ...]
    investigator: UUID
    said: list[Said] = field(default_factory=list)
    records: list[Kept] = field(default_factory=list)

    @property
    def newest(self) -> Said | None:
        """Return the newest answer."""
        return self.said[-1] if self.said else None


class OneSession(RuleBasedStateMachine):
    """The rules, called as the rooms call them."""

    def __init__(self) -> None:
        """Begin with a yes to Dana for the first account, and public only for the second."""
        super().__init__()
        self.now, self.has, self.stage = START, DANA, Stage.SEARCH
        given = GrantFacts("1", AccessMode.TOGETHER, DANA, "Dana Ruiz", START, START + timedelta(days=40))
        self.grants = [given, replace(given, account="2", mode=AccessMode.PUBLIC_ONLY)]
        self.met: Met | None = None
        self.looks: list[Looked] = []

    @rule(by=HOURS)
    def wait(self, by: timedelta) -> None:
        """Let time pass."""
        self.now += by

    @rule(to=st.sampled_from((DANA, LUIS)), really=SELDOM)
    def reassign(self, to: UUID, *, really: bool) -> None:
        """Give the case to somebody."""
        self.has = to if really else self.has

    @rule(really=SELDOM)
    def stop(self, *, really: bool = True) -> None:
        """Stop what stands."""
        if not really:
            return
        self.grants = [
            replace(one, stopped_at=self.now) if one.stopped_at is None else one for one in self.grants
        ]

    @rule(account=st.sampled_from(ACCOUNTS), mode=MODES, really=SELDOM)
    def choose(self, account: str, mode: AccessMode, *, really: bool) -> None:
        """File another choice: it names whoever has the case, and ends the one before."""
        if not really:
            return
        ended = [
            replace(one, stopped_at=self.now) if one.account == account and one.stopped_at is None else one
            for one in self.grants
        ]
        ends = self.now + timedelta(days=40)
        self.grants = [*ended, GrantFacts(account, mode, self.has, "Somebody", self.now, ends)]

    @rule(ahead=st.lists(HOURS, min_size=1, max_size=3), by_telephone=st.booleans())
    def offer(self, ahead: list[timedelta], by_telephone: bool) -> None:
        """Offer times, or tell that one was agreed on by telephone."""
        times = tuple(self.now + one for one in ahead)
        if missing_to_offer(self.grants, AccessMode.TOGETHER, self.has, times, self.now):
            return
        self.met = Met(times, self.has)
        if by_telephone:
            self.met.said.append(Said(TimeAnswer.AGREED, times[0], self.now, self.has))

    @precondition(lambda self: self.met)
    @rule(answer=st.sampled_from(TimeAnswer), which=st.integers(0, 2))
    def answer(self, answer: TimeAnswer, which: int) -> None:
        """Answer as the candidate."""
        assert self.met
        chosen = self.met.times[which % len(self.met.times)] if answer is TimeAnswer.AGREED else None
        own, recorded = self.met.investigator == self.has, bool(self.met.records)
        against = missing_to_answer_times(self.stage, recorded=recorded, has_case=own)
        if not against and not missing_in_answer(answer, chosen, self.met.times, self.now):
            assert chosen is None or chosen > self.now
            self.met.said.append(Said(answer, chosen, self.now))

    @precondition(lambda self: self.met)
    @rule(
        after=st.booleans(),
        off=OFF,
        lasting=MINUTES,
        accounts=st.sampled_from((("1",), ("1",), ("2",), ACCOUNTS, ())),
    )
    def keep_record(
        self, *, after: bool, off: timedelta, lasting: timedelta, accounts: tuple[str, ...]
    ) -> None:
        """Record what happened, or correct it; ``after`` waits until it is over."""
        assert self.met
        said = self.met.newest
        began = (said.chosen if said and said.chosen else self.now - timedelta(hours=1)) + off
        self.now = max(self.now, began + lasting) if after else self.now
        agreed = said is not None and said.answer is TimeAnswer.AGREED
        yes = Agreement(said.chosen, said.at) if agreed and said and said.chosen else None
        facts = RecordFacts(
            mode=AccessMode.TOGETHER,
            recorder_id=self.has,
            accounts=accounts,
            started_at=began,
            ended_at=began + lasting,
            script_read=True,
            shown="Posts of the last year.",
            place="Room 2",
            agreement=yes,
        )
        if missing_to_record(facts, self.grants, agreed=agreed, now=self.now):
            return
        assert yes, "nothing is recorded without a yes"
        assert yes.chosen_at - EARLIEST <= began <= yes.chosen_at + LATEST
        assert began >= yes.said_at
        assert lasting <= LONGEST_SESSION
        assert accounts
        for account in accounts:
            assert any(self.open(one, account, began, self.has) for one in self.grants)
        self.met.records.append(Kept(facts, self.now))

    @rule(by_telephone=st.booleans(), off=OFF, lasting=MINUTES)
    def come_together(self, *, by_telephone: bool, off: timedelta, lasting: timedelta) -> None:
        """Offer a time, say yes to it, meet and record it: what mostly happens, so runs come that far."""
        before = self.met
        self.offer([timedelta(hours=1)], by_telephone=by_telephone)
        if self.met is not before:
            if not by_telephone:
                self.answer(TimeAnswer.AGREED, 0)
            self.keep_record(after=True, off=off, lasting=lasting, accounts=("1",))

    @precondition(lambda self: self.met and self.met.records)
    @rule(answer=st.sampled_from(Confirmation))
    def confirm(self, answer: Confirmation) -> None:
        """Say as the candidate whether it was so."""
        assert self.met
        record = self.met.records[-1]
        if not missing_to_confirm(record.at, self.now, answered=record.confirmation is not None):
            assert self.now <= record.at + CONFIRM_WITHIN
            record.confirmation = answer

    @precondition(lambda self: self.met and self.met.records)
    @rule(after=MINUTES, account=st.sampled_from(ACCOUNTS), who=st.sampled_from((None, None, DANA, LUIS)))
    def look(self, after: timedelta, account: str, who: UUID | None) -> None:
        """Log a look that was made in it."""
        assert self.met
        record, said = self.met.records[-1], self.met.newest
        assert said
        search = SearchFacts(
            reference="",
            step="03",
            searcher_id=who or record.facts.recorder_id,
            query="marisol",
            place="Facebook",
            method=Method.TOGETHER_SESSION,
            signed_in=SignedIn.WITH_CANDIDATE,
            result=SearchResult.NOTHING_FOUND,
            searched_at=record.facts.started_at + after,
            account=account,
        )
        waits = said.told_by and record.confirmation is None
        meeting = MeetingFacts(
            "T-7KQ4M2",
            AccessMode.TOGETHER,
            record.facts.recorder_id,
            record.facts.started_at,
            record.facts.ended_at,
            frozenset(record.facts.accounts),
            disputed=record.confirmation is Confirmation.DIFFERENT,
            waits_until=record.at + CONFIRM_WITHIN if waits else None,
        )
        if missing_grant(search, self.grants) or missing_session(search, (meeting,), self.now):
            return
        by = next(
            one for one in self.grants if self.open(one, account, search.searched_at, search.searcher_id)
        )
        self.looks.append(Looked(search, self.now, by, replace(record), said.told_by is not None))

    @staticmethod
    def open(grant: GrantFacts, account: str, at: datetime, who: UUID) -> bool:
        """Say whether a choice let somebody look together at an account at a moment."""
        mine = (grant.account, grant.mode, grant.investigator_id) == (account, AccessMode.TOGETHER, who)
        return mine and is_live(grant, at)

    @invariant()
    def every_look_was_agreed_to(self) -> None:
        """Say that each look lies in its session, by its own yes, and was not made past the candidate."""
        for one in self.looks:
            facts, search = one.record.facts, one.search
            assert facts.started_at <= search.searched_at <= facts.ended_at
            assert search.account in facts.accounts
            assert search.searcher_id == facts.recorder_id == one.by.investigator_id
            assert one.by.starts_at <= search.searched_at
            assert one.by.stopped_at is None or search.searched_at < one.by.stopped_at
            assert one.record.confirmation is not Confirmation.DIFFERENT
            if one.told and one.record.confirmation is None:
                assert one.at > one.record.at + CONFIRM_WITHIN, "the candidate had the time to say otherwise"

    @invariant()
    def a_no_is_a_no(self) -> None:
        """Say that nothing is recorded anew once the candidate's newest word is no yes."""
        if self.met and self.met.newest and self.met.newest.answer is not TimeAnswer.AGREED:
            assert not self.met.records


TestOneSession = pytest.mark.clause("Hampton F.2")(OneSession.TestCase)
OneSession.TestCase.settings = settings(max_examples=300, stateful_step_count=30)


def test_a_session_can_come_to_its_end() -> None:
    one = OneSession()
    one.offer([timedelta(hours=1)], by_telephone=True)
    one.wait(timedelta(hours=2))
    one.keep_record(after=False, off=timedelta(), lasting=timedelta(minutes=30), accounts=("1",))
    one.look(timedelta(minutes=5), "1", DANA)
    assert not one.looks, "the candidate has not said that it was so"
    one.confirm(Confirmation.CONFIRMED)
    one.look(timedelta(minutes=5), "1", LUIS)
    assert not one.looks
    one.stop()
    one.look(timedelta(minutes=5), "1", DANA)
    assert len(one.looks) == 1, "what was looked at before the stop can be logged"
    one.every_look_was_agreed_to()


def test_what_the_candidate_disputes_or_another_recorded_is_looked_at_by_nobody() -> None:
    one = OneSession()
    one.offer([timedelta(hours=1)], by_telephone=False)
    one.answer(TimeAnswer.AGREED, 0)
    one.wait(timedelta(minutes=70))
    one.reassign(LUIS, really=True)
    one.choose("1", AccessMode.TOGETHER, really=True)
    one.wait(timedelta(minutes=20))
    one.reassign(DANA, really=True)
    one.keep_record(after=False, off=timedelta(), lasting=timedelta(minutes=30), accounts=("1",))
    assert one.met
    assert len(one.met.records) == 1
    one.look(timedelta(minutes=15), "1", LUIS)
    assert not one.looks, "Luis has access by then, and was in no session"
    one.confirm(Confirmation.DIFFERENT)
    one.look(timedelta(minutes=5), "1", DANA)
    assert not one.looks, "the candidate says that it was otherwise"

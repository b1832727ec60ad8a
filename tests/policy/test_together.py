"""The rules of sessions: agreed on first, the candidate holds the device, each account by its own grant."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tracker.policy.casework import GrantFacts, SearchFacts
from tracker.policy.clauses import Clause
from tracker.policy.together import (
    Holder,
    Medium,
    MeetingFacts,
    RecordFacts,
    missing_session,
    missing_to_offer,
    missing_to_record,
    session_for,
)
from tracker.policy.together_answers import (
    CONFIRM_WITHIN,
    Confirmation,
    TimeAnswer,
    missing_in_answer,
    missing_in_difference,
    missing_to_answer_times,
    missing_to_confirm,
)
from tracker.policy.together_times import Agreement
from tracker.policy.vocabulary import AccessMode, Method, SearchResult, SignedIn, Stage

NOW = datetime(2026, 3, 9, 18, 40, tzinfo=UTC)
DANA, LUIS = UUID(int=1), UUID(int=2)
GRANT = GrantFacts(
    account="2",
    mode=AccessMode.TOGETHER,
    investigator_id=DANA,
    investigator_name="Dana Ruiz",
    starts_at=NOW - timedelta(days=3),
    ends_at=NOW + timedelta(days=60),
)
HELD = RecordFacts(
    mode=AccessMode.TOGETHER,
    recorder_id=DANA,
    accounts=("2",),
    started_at=NOW - timedelta(minutes=40),
    ended_at=NOW - timedelta(minutes=10),
    script_read=True,
    shown="Posts of the last year.",
    place="Room 2",
)
MEETING = MeetingFacts("T-7KQ4M2", AccessMode.TOGETHER, DANA, HELD.started_at, HELD.ended_at, frozenset("2"))
LOOK = SearchFacts(
    reference="",
    step="03",
    searcher_id=DANA,
    query="marisol",
    place="Facebook",
    method=Method.TOGETHER_SESSION,
    signed_in=SignedIn.WITH_CANDIDATE,
    result=SearchResult.NOTHING_FOUND,
    searched_at=NOW - timedelta(minutes=20),
    account="2",
)
LATER = NOW + timedelta(days=1)


def fixes(facts: RecordFacts, grants: tuple[GrantFacts, ...] = (GRANT,), *, agreed: bool = True) -> list[str]:
    return [one.fix for one in missing_to_record(facts, grants, agreed=agreed, now=NOW)]


@pytest.mark.clause("Hampton F.2")
def test_times_are_offered_where_an_account_is_open_in_this_way_and_lie_ahead() -> None:
    def fix(mode: AccessMode = AccessMode.TOGETHER, who: UUID = DANA, *times: datetime) -> list[str]:
        return [one.fix for one in missing_to_offer((GRANT,), mode, who, times, NOW)]

    assert fix(AccessMode.TOGETHER, DANA, LATER) == []
    assert fix(AccessMode.TOGETHER, DANA) == ["field:first"]
    assert fix(AccessMode.TOGETHER, DANA, LATER, NOW) == ["field:second"]
    assert fix(AccessMode.TOGETHER, DANA, LATER, LATER) == ["field:second"]
    assert fix(AccessMode.TOGETHER, LUIS, LATER) == ["field:mode"]
    assert fix(AccessMode.CANDIDATE_EXPORT, DANA, LATER) == ["field:mode"]
    assert fix(AccessMode.PUBLIC_ONLY, DANA, LATER) == ["field:mode"]


@pytest.mark.clause("Hampton F.2")
def test_nothing_is_recorded_that_the_candidate_did_not_agree_to() -> None:
    assert fixes(HELD) == []
    unmet = missing_to_record(HELD, (GRANT,), agreed=False, now=NOW)
    assert "has not agreed to a time" in unmet[0].sentence
    assert len(unmet) == 1


def agreed(chosen: datetime, said: datetime = NOW - timedelta(days=1)) -> RecordFacts:
    return replace(HELD, agreement=Agreement(chosen, said))


@pytest.mark.clause("Hampton F.2")
def test_a_session_begins_after_the_yes_and_lasts_hours_not_days() -> None:
    begun = HELD.started_at
    assert fixes(agreed(begun, begun + timedelta(seconds=59))) == [], "times are typed to the minute"
    assert fixes(agreed(begun, begun + timedelta(seconds=60))) == ["field:started"]
    whole = replace(HELD, started_at=HELD.ended_at - timedelta(hours=8))
    assert fixes(whole) == []
    longer = replace(whole, started_at=whole.started_at - timedelta(minutes=1))
    assert fixes(longer) == ["field:ended"]


@pytest.mark.clause("Hampton F.2")
@pytest.mark.parametrize(
    ("off", "kept"),
    [
        (timedelta(minutes=-15), True),
        (timedelta(minutes=-16), False),
        (timedelta(days=-3), False),
        (timedelta(hours=4), True),
        (timedelta(hours=4, minutes=1), False),
        (timedelta(days=2), False),
    ],
    ids=["a-little-early", "too-early", "days-early", "hours-late", "too-late", "days-late"],
)
def test_a_session_is_recorded_near_the_time_that_was_agreed_on(off: timedelta, kept: bool) -> None:
    facts = agreed(HELD.started_at - off, said=NOW - timedelta(days=9))
    assert fixes(facts) == ([] if kept else ["field:started"])
    if not kept:
        (unmet,) = missing_to_record(facts, (GRANT,), agreed=True, now=NOW)
        assert unmet.clause is Clause.HAMPTON_F_2
        assert "offer it before you meet" in unmet.sentence


@pytest.mark.clause("Hampton F.2")
def test_a_yes_that_the_investigator_alone_told_of_waits_for_the_candidates_word() -> None:
    waiting = replace(MEETING, waits_until=NOW)
    (unmet,) = missing_session(LOOK, (waiting,), NOW)
    assert "once the candidate says that it was so" in unmet.sentence
    assert (unmet.clause, unmet.fix) == (Clause.HAMPTON_F_2, "case::sessions")
    assert session_for(LOOK, (waiting,), NOW) is None
    assert missing_session(LOOK, (waiting,), NOW + timedelta(seconds=1)) == ()
    own = replace(MEETING, reference="T-2ABCDE")
    assert session_for(LOOK, (waiting, own), NOW) == own
    disputed = replace(waiting, disputed=True)
    assert "Correct its record" in missing_session(LOOK, (disputed,), NOW)[0].sentence


@pytest.mark.clause("Hamden D.4")
def test_the_candidate_holds_the_device_and_hears_the_words_first() -> None:
    assert fixes(replace(HELD, holder=Holder.SOMEBODY_ELSE)) == ["field:holder"]
    assert fixes(replace(HELD, script_read=False)) == ["field:script_read"]
    copy = replace(GRANT, mode=AccessMode.CANDIDATE_EXPORT)
    handed = replace(HELD, mode=AccessMode.CANDIDATE_EXPORT, medium=Medium.STICK)
    assert fixes(handed, (copy,)) == []
    assert fixes(replace(handed, medium=None), (copy,)) == ["field:medium"]


@pytest.mark.clause("Hampton F.2")
@pytest.mark.parametrize(
    "changes",
    [
        {"investigator_id": LUIS},
        {"investigator_id": None},
        {"mode": AccessMode.PUBLIC_ONLY},
        {"mode": AccessMode.CANDIDATE_EXPORT},
        {"account": "1"},
        {"stopped_at": HELD.started_at},
        {"ends_at": HELD.started_at},
        {"starts_at": HELD.started_at + timedelta(minutes=1)},
    ],
)
def test_each_account_needs_its_own_grant_when_the_session_began(changes: dict[str, Any]) -> None:
    assert fixes(HELD, (replace(GRANT, **changes),)) == ["field:accounts"]


def test_access_stopped_in_the_middle_does_not_undo_what_was_agreed_before() -> None:
    assert fixes(HELD, (replace(GRANT, stopped_at=HELD.ended_at),)) == []


def test_a_record_says_when_where_and_what_and_holds_no_password() -> None:
    assert fixes(replace(HELD, accounts=())) == ["field:accounts"]
    assert fixes(replace(HELD, ended_at=NOW + timedelta(minutes=1))) == ["field:ended"]
    assert fixes(replace(HELD, ended_at=HELD.started_at - timedelta(minutes=1))) == ["field:ended"]
    assert fixes(replace(HELD, place=" ")) == ["field:place"]
    assert fixes(replace(HELD, shown="ok")) == ["field:shown"]
    assert fixes(replace(HELD, shown="The password is hunter22 she said")) == ["field:shown"]


@pytest.mark.clause("Hampton F.2")
def test_a_look_together_is_logged_only_in_a_session_that_covers_it() -> None:
    assert missing_session(LOOK, (MEETING,), NOW) == ()
    assert session_for(LOOK, (MEETING,), NOW) == MEETING
    assert missing_session(replace(LOOK, method=Method.PUBLIC_VIEW), (), NOW) == ()
    for other in (
        replace(MEETING, investigator_id=LUIS),
        replace(MEETING, accounts=frozenset("1")),
        replace(MEETING, mode=AccessMode.CANDIDATE_EXPORT),
        replace(MEETING, ended_at=LOOK.searched_at - timedelta(minutes=1)),
        replace(MEETING, started_at=LOOK.searched_at + timedelta(minutes=1)),
        replace(MEETING, disputed=True),
    ):
        (unmet,) = missing_session(LOOK, (other,), NOW)
        assert unmet.fix == "case::sessions"


def test_a_disputed_record_is_corrected_before_more_is_built_on_it() -> None:
    (unmet,) = missing_session(LOOK, (replace(MEETING, disputed=True),), NOW)
    assert "Correct its record first" in unmet.sentence


def test_a_copy_is_read_after_it_was_handed_over_and_for_as_long_as_the_grant_holds() -> None:
    copy = replace(MEETING, mode=AccessMode.CANDIDATE_EXPORT)
    read = replace(LOOK, method=Method.CANDIDATE_EXPORT, searched_at=NOW)
    assert missing_session(read, (copy,), NOW) == ()
    before = replace(read, searched_at=MEETING.started_at - timedelta(minutes=1))
    assert "handed the copy over" in missing_session(before, (copy,), NOW)[0].sentence


def test_a_candidate_chooses_one_of_the_times_that_lie_ahead() -> None:
    assert missing_in_answer(TimeAnswer.AGREED, LATER, (LATER,), NOW) == ()
    assert missing_in_answer(TimeAnswer.AGREED, None, (LATER,), NOW)[0].fix == "field:answer"
    assert "over" in missing_in_answer(TimeAnswer.AGREED, NOW, (NOW,), NOW)[0].sentence
    for neutral in (TimeAnswer.ANOTHER_TIME, TimeAnswer.NOT_ANY_MORE):
        assert missing_in_answer(neutral, None, (LATER,), NOW) == ()
        assert missing_in_answer(neutral, None, (LATER,), NOW, "my password is hunter22")[0].ref == "R-03"


@pytest.mark.parametrize("stage", list(Stage))
def test_times_are_answered_while_the_case_is_searched(stage: Stage) -> None:
    assert bool(missing_to_answer_times(stage, recorded=False)) == (stage is not Stage.SEARCH)
    assert missing_to_answer_times(stage, recorded=True)
    (unmet, *_) = missing_to_answer_times(stage, recorded=False, has_case=False)
    assert unmet.fix == "affidavit:status"


def test_a_record_is_answered_once_and_within_five_days() -> None:
    assert missing_to_confirm(NOW, NOW + CONFIRM_WITHIN, answered=False) == ()
    assert "already" in missing_to_confirm(NOW, NOW, answered=True)[0].sentence
    late = missing_to_confirm(NOW, NOW + CONFIRM_WITHIN + timedelta(seconds=1), answered=False)
    assert "does not count against you" in late[0].sentence
    assert missing_in_difference(Confirmation.DIFFERENT, " ")[0].fix == "field:words"
    assert missing_in_difference(Confirmation.DIFFERENT, "It was 10 minutes.") == ()
    assert missing_in_difference(Confirmation.CONFIRMED, "") == ()

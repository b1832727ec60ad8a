"""Which ways of looking exist, which may be offered, and what a grant covers."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.standing import DANA, LUIS, NOW
from tests.policy.work import grant, search
from tracker.editions.shelf import editions
from tracker.policy.access_modes import (
    NEUTRAL,
    grant_for,
    is_live,
    missing_grant,
    missing_to_choose,
    modes_offered,
    ungranted,
    waits_for_word,
)
from tracker.policy.vocabulary import BEYOND_PUBLIC, AccessMode, Method, PositionClass, SignedIn

TOGETHER = search(
    method=Method.TOGETHER_SESSION,
    signed_in=SignedIn.WITH_CANDIDATE,
    account="instagram:marisol",
    platform_name="Instagram",
)


def test_only_four_ways_of_looking_exist() -> None:
    assert [mode.value for mode in AccessMode] == [
        "public-only",
        "candidate-export",
        "together",
        "talk-first",
    ]


@pytest.mark.clause("Hampton F.2")
def test_the_neutral_two_are_offered_everywhere() -> None:
    for profile, position, incumbent in product(editions().profiles(), PositionClass, (True, False)):
        offered = modes_offered(profile, position, incumbent=incumbent)
        assert set(offered) >= NEUTRAL
        assert len(set(offered)) == len(offered)


def test_connecticut_offers_more_only_to_sworn_candidates() -> None:
    profile = editions().profile("ct", 1)
    for position, incumbent in product(PositionClass, (True, False)):
        offered = frozenset(modes_offered(profile, position, incumbent=incumbent))
        sworn_candidate = position is PositionClass.SWORN and not incumbent
        assert (offered == frozenset(AccessMode)) == sworn_candidate
        assert (offered == NEUTRAL) == (not sworn_candidate)


def test_virginia_offers_a_choice_to_candidates_and_none_to_incumbents() -> None:
    profile = editions().profile("va", 1)
    assert AccessMode.TOGETHER in modes_offered(profile, PositionClass.SWORN, incumbent=False)
    assert frozenset(modes_offered(profile, PositionClass.SWORN, incumbent=True)) == NEUTRAL


@pytest.mark.parametrize("key", ["ca", "strictest"])
def test_where_asking_is_barred_only_the_public_is_looked_at(key: str) -> None:
    profile = editions().profile(key, 1)
    assert not profile.accounts_may_be_asked
    for position, incumbent in product(PositionClass, (True, False)):
        assert frozenset(modes_offered(profile, position, incumbent=incumbent)) == NEUTRAL


@given(st.sampled_from(list(AccessMode)), st.frozensets(st.sampled_from(list(AccessMode))))
def test_a_way_that_is_not_offered_cannot_be_chosen(mode: AccessMode, offered: frozenset[AccessMode]) -> None:
    assert bool(missing_to_choose(mode, offered)) == (mode not in offered)


@pytest.mark.clause("Hampton F.2")
@given(
    st.sampled_from(list(Method)),
    st.sampled_from(list(AccessMode)),
    st.sampled_from([DANA, LUIS]),
    st.sampled_from(["instagram:marisol", "x:marisol"]),
    st.integers(-5, 5),
    st.none() | st.integers(-5, 5),
    st.none() | st.integers(-5, 5),
)
def test_a_look_beyond_the_public_takes_a_live_grant_to_that_investigator(
    method: Method,
    mode: AccessMode,
    named: UUID,
    account: str,
    starts: int,
    ends: int | None,
    stopped: int | None,
) -> None:
    look = search(method=method, account="instagram:marisol")
    given_access = grant(
        mode=mode,
        investigator_id=named,
        account=account,
        starts_at=look.searched_at + timedelta(days=starts),
        ends_at=None if ends is None else look.searched_at + timedelta(days=ends),
        stopped_at=None if stopped is None else look.searched_at + timedelta(days=stopped),
    )
    live = starts <= 0 and (ends is None or ends > 0) and (stopped is None or stopped > 0)
    covers = named == DANA and account == "instagram:marisol" and BEYOND_PUBLIC.get(method) is mode and live
    assert is_live(given_access, look.searched_at) == live
    refused = missing_grant(look, [given_access])
    assert bool(refused) == (method in BEYOND_PUBLIC and not covers)
    assert all(unmet.ref == "R-11" for unmet in refused)


def test_the_refusal_says_what_was_given_and_what_can_be_done() -> None:
    public = missing_grant(TOGETHER, [grant(mode=AccessMode.PUBLIC_ONLY)])[0].sentence
    assert public.startswith("This candidate gave public-only access to Instagram.")
    handed = missing_grant(TOGETHER, [grant(investigator_id=LUIS, investigator_name="L. Ortiz")])[0].sentence
    assert handed == "Access was given to L. Ortiz. It is now your case; ask the candidate to agree."
    stopped = missing_grant(TOGETHER, [grant(stopped_at=NOW - timedelta(days=1))])[0].sentence
    assert stopped.startswith("The candidate stopped this access")
    late = missing_grant(TOGETHER, [grant(ends_at=NOW - timedelta(days=1))])[0].sentence
    assert "does not cover this time" in late
    nobody = missing_grant(TOGETHER, [grant(investigator_id=None, investigator_name="")])[0].sentence
    assert "names nobody yet" in nobody
    assert nobody.endswith("Ask the candidate to agree that it is given to you.")
    copy = missing_grant(TOGETHER, [grant(mode=AccessMode.CANDIDATE_EXPORT)])[0].sentence
    assert copy.startswith("For Instagram this candidate chose: a copy that the candidate hands over.")
    talk = missing_grant(TOGETHER, [grant(mode=AccessMode.TALK_FIRST)])[0].sentence
    assert talk.startswith("This candidate asked to talk first about Instagram.")
    assert missing_grant(TOGETHER, [])[0].sentence.startswith("No access was given to Instagram.")


def test_the_refusal_speaks_of_the_choice_that_stood_then() -> None:
    before = grant(stopped_at=NOW - timedelta(days=1))
    narrowed = grant(mode=AccessMode.PUBLIC_ONLY, starts_at=NOW - timedelta(days=1))
    assert "gave public-only" in missing_grant(TOGETHER, [before, narrowed])[0].sentence
    later = grant(investigator_id=LUIS, starts_at=NOW + timedelta(days=1))
    assert "gave public-only" in missing_grant(TOGETHER, [narrowed, later])[0].sentence


@pytest.mark.parametrize("mode", AccessMode)
def test_a_choice_beyond_the_public_waits_for_the_word_on_whoever_has_the_case(mode: AccessMode) -> None:
    assert waits_for_word(mode, LUIS, DANA) == (mode not in NEUTRAL)
    assert waits_for_word(mode, None, DANA) == (mode not in NEUTRAL)
    assert not waits_for_word(mode, DANA, DANA)
    assert not waits_for_word(mode, None, None)
    assert not waits_for_word(None, None, DANA)


def test_a_refusal_without_an_account_asks_for_one() -> None:
    assert (
        "Choose the account" in missing_grant(search(method=Method.TOGETHER_SESSION), [grant()])[0].sentence
    )


def test_searches_without_cover_are_named_and_voided_ones_are_not() -> None:
    voided = search(method=Method.TOGETHER_SESSION, reference="S-VOIDED", voided=True)
    assert ungranted([TOGETHER, search(), voided], []) == ("S-7KQ4M2",)
    assert grant_for(TOGETHER, [grant()]) == grant()

"""To differ from the protocol takes a reason, somebody else's yes, and lawful means all the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.standing import DANA, OKAFOR
from tests.policy.work import TERMS
from tracker.policy.access_modes import may_use
from tracker.policy.clauses import Clause
from tracker.policy.differing import (
    ExcuseFacts,
    ExtraFacts,
    RulingFacts,
    missing_in_reason,
    missing_to_ask_excuse,
    missing_to_ask_extra,
    missing_to_rule_on,
    missing_to_use,
)
from tracker.policy.stages import UNREAD
from tracker.policy.vocabulary import AccessMode, Method, Stage
from tracker.policy.wording import blank

EXCUSE = ExcuseFacts(
    case_reference="C-26-7KQ4M",
    step="06",
    reason="No account there was declared.",
    on_list=True,
    closed=False,
    waiting=False,
)
EXTRA = ExtraFacts(
    query="marisol pena volleyball",
    place="Local newspaper",
    method=Method.SEARCH_ENGINE.value,
    reason="The league was named in step 10.",
    places=("Local newspaper", "Court register"),
    offered=(),
    protected=TERMS,
    own=("Marisol Peña",),
)
RULING = RulingFacts(
    step="06",
    ruler=OKAFOR,
    asked_by=DANA,
    approve=True,
    reason="The register was closed all week.",
    excuse=True,
    closed=False,
    stage=Stage.SEARCH,
)


@pytest.mark.clause("Hamden D.5")
@given(st.booleans(), st.booleans(), st.booleans(), st.sampled_from(["", "...", "It was closed."]))
def test_an_excuse_is_for_an_open_step_with_a_reason_of_the_list(
    on_list: bool, closed: bool, waiting: bool, reason: str
) -> None:
    unmet = missing_to_ask_excuse(
        replace(EXCUSE, on_list=on_list, closed=closed, waiting=waiting, reason=reason)
    )
    assert (not unmet) == (on_list and not closed and not waiting and not blank(reason))
    assert all(one.clause is Clause.HAMDEN_D_5 for one in unmet)
    if not closed and not waiting:
        assert len(unmet) == (not on_list) + blank(reason)


def test_a_closed_step_leads_to_itself() -> None:
    (unmet,) = missing_to_ask_excuse(replace(EXCUSE, closed=True))
    assert unmet.fix == "case:C-26-7KQ4M:steps:06"


def test_an_extra_search_in_order_can_be_asked_for() -> None:
    assert missing_to_ask_extra(EXTRA) == ()


@pytest.mark.clause("Hamden D.4")
@pytest.mark.parametrize(
    ("changes", "clause", "words"),
    [
        ({"query": " - "}, None, "Enter what you would search for"),
        ({"place": "Anywhere"}, None, "Choose where"),
        ({"method": "made-up-profile"}, Clause.HAMDEN_D_4, "not on the list"),
        ({"method": Method.TOGETHER_SESSION.value}, Clause.HAMDEN_D_4, "the law here does not let us use"),
        ({"query": "marisol church"}, Clause.GINA_1635_8, "include 'church'"),
        ({"query": "her password: hunter22"}, Clause.HAMDEN_D_4, "password"),
        ({"reason": ""}, Clause.HAMDEN_D_5, "Write the reason"),
    ],
)
def test_each_lack_of_an_extra_search_is_said_alone(
    changes: dict[str, Any], clause: Clause | None, words: str
) -> None:
    (unmet,) = missing_to_ask_extra(replace(EXTRA, **changes))
    assert unmet.clause is clause
    assert words in unmet.sentence


@pytest.mark.clause("Hamden D.4")
@given(st.sampled_from(list(Method)), st.frozensets(st.sampled_from(list(AccessMode))))
def test_the_law_holds_beyond_the_protocol_too(method: Method, offered: frozenset[AccessMode]) -> None:
    unmet = missing_to_ask_extra(replace(EXTRA, method=method.value, offered=tuple(offered)))
    assert bool(unmet) != may_use(method, offered)
    assert all(one.ref == "R-12" for one in unmet)


def test_a_candidates_own_name_is_searched_for_whatever_it_means() -> None:
    assert missing_to_ask_extra(replace(EXTRA, query="Ann Church", own=("Ann Church",))) == ()


@pytest.mark.clause("Hamden D.5")
def test_an_approved_request_covers_one_search() -> None:
    assert missing_to_use("Q-7KQ4M2", "06", "") == ()
    (unmet,) = missing_to_use("Q-7KQ4M2", "06", "S-AAAAAA")
    assert (unmet.ref, unmet.fix) == ("R-15", "step:06:ask")
    assert "by search S-AAAAAA" in unmet.sentence


@pytest.mark.clause("Hamden D.5")
@given(
    st.sampled_from([DANA, OKAFOR]),
    st.booleans(),
    st.sampled_from(["", "It was closed."]),
    st.booleans(),
    st.booleans(),
    st.sampled_from(list(Stage)),
)
def test_a_ruling_is_somebody_elses_and_a_yes_still_has_something_to_do(
    ruler: UUID, approve: bool, reason: str, excuse: bool, closed: bool, stage: Stage
) -> None:
    facts = replace(
        RULING, ruler=ruler, approve=approve, reason=reason, excuse=excuse, closed=closed, stage=stage
    )
    yes = (stage is Stage.SEARCH and not (excuse and closed)) if approve else stage not in UNREAD
    assert (not missing_to_rule_on(facts)) == (ruler != DANA and not blank(reason) and yes)


def test_a_reason_holds_no_password() -> None:
    assert missing_in_reason("It was closed.") == ()
    assert missing_in_reason("  ")[0].clause is Clause.HAMDEN_D_5
    assert missing_in_reason("The password: hunter22")[0].clause is Clause.HAMDEN_D_4

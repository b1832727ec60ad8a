"""Drafts of protocols: who does what with which wording, and what is published stays."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.standing import DANA, HELEN, LUIS
from tests.policy.test_protocol_difference import EDITIONS, ONE
from tests.policy.work import STEP
from tracker.policy.answers import Unmet
from tracker.policy.definitions import ProtocolDefinition
from tracker.policy.protocol_drafts import (
    DraftAct,
    DraftFacts,
    DraftState,
    missing_to_draft,
    missing_to_number,
    missing_to_publish,
    missing_to_review,
    missing_to_reword,
    missing_to_send,
    missing_to_set_aside,
)
from tracker.policy.protocol_editing import moved_down, moved_up, with_added, with_step, without_step
from tracker.policy.protocol_lint import Fault, Told

WORDS = "Say in step 3 what is kept."


def facts(
    last: tuple[DraftAct, int] | None = None,
    *,
    wording: int = 2,
    published: int | None = None,
    cases: int = 0,
) -> DraftFacts:
    return DraftFacts(
        UUID(int=1), "social-media", 1, 1, "0" * 64, wording, last, frozenset({HELEN}), published, cases
    )


SENT = facts((DraftAct.SENT, 2))
APPROVED = facts((DraftAct.APPROVED, 2))
RETURNED = facts((DraftAct.RETURNED, 2))
ASIDE = facts((DraftAct.SET_ASIDE, 2))
PUBLISHED = facts((DraftAct.APPROVED, 2), published=3, cases=41)


def said(unmet: tuple[Unmet, ...]) -> str:
    return " ".join(one.sentence for one in unmet)


def test_a_draft_stands_as_the_last_act_left_it() -> None:
    assert [one.state for one in (facts(), SENT, APPROVED, RETURNED, ASIDE, PUBLISHED)] == [
        DraftState.DRAFTING,
        DraftState.WITH_COUNSEL,
        DraftState.APPROVED,
        DraftState.RETURNED,
        DraftState.SET_ASIDE,
        DraftState.PUBLISHED,
    ]
    assert replace(APPROVED, wording=3).state is DraftState.DRAFTING, "it is worded otherwise since"


def test_steps_are_numbered_in_two_digits() -> None:
    assert not missing_to_number(99)
    assert "99 steps at most" in said(missing_to_number(100))


def test_one_draft_at_a_time() -> None:
    assert not missing_to_draft(None)
    assert "Draft 2 of this protocol is at work" in said(missing_to_draft(2))


@pytest.mark.clause("Hamden D.5")
def test_what_is_published_is_not_worded_otherwise() -> None:
    (unmet,) = missing_to_reword(PUBLISHED)
    assert unmet.sentence == (
        "Version 3 is published and used by 41 cases, so it cannot change. Make version 4."
    )
    assert unmet.ref == "R-29"
    assert said(missing_to_reword(replace(PUBLISHED, cases=0))) == (
        "Version 3 is published, so it cannot change. Make version 4."
    )
    assert missing_to_publish(PUBLISHED) == missing_to_set_aside(PUBLISHED) == (unmet,)
    for free in (facts(), RETURNED, APPROVED):
        assert not missing_to_reword(free)
    assert "Counsel is reading" in said(missing_to_reword(SENT))
    assert "was set aside" in said(missing_to_reword(ASIDE))


def test_what_goes_to_counsel_differs_and_looks_for_nothing_protected() -> None:
    protected = Told(Fault.PROTECTED, "03", "church", "Step 03: “church” looks for religion.")
    loose = Told(Fault.NOT_UNIFORM, "03", "as needed", "Step 03: “as needed” leaves it open.")
    assert not missing_to_send(facts(), (loose,), differs=True)
    (unmet,) = missing_to_send(facts(), (protected, loose), differs=True)
    assert (unmet.ref, unmet.sentence) == ("R-13", protected.words)
    assert "says the same as version 1" in said(missing_to_send(facts(), (), differs=False))
    assert "Counsel approved this wording" in said(missing_to_send(APPROVED, (), differs=True))
    assert missing_to_send(SENT, (), differs=True)


@pytest.mark.clause("Hamden D.5")
def test_somebody_who_drew_nothing_up_rules_on_it() -> None:
    assert not missing_to_review(SENT, DANA)
    assert not missing_to_review(SENT, DANA, WORDS, returns=True)
    assert "somebody else reads it" in said(missing_to_review(SENT, HELEN))
    assert "Write what is to change" in said(missing_to_review(SENT, LUIS, " no ", returns=True))
    assert "not with counsel now" in said(missing_to_review(RETURNED, DANA))


def test_the_approved_wording_alone_is_published() -> None:
    assert not missing_to_publish(APPROVED)
    assert "Counsel is reading" in said(missing_to_publish(SENT))
    for other in (facts(), RETURNED, replace(APPROVED, wording=3)):
        assert "Counsel approves the very wording" in said(missing_to_publish(other))
    assert "was set aside" in said(missing_to_publish(ASIDE))
    assert not missing_to_set_aside(SENT)


@given(EDITIONS, st.data())
def test_each_change_numbers_the_steps_in_the_order_of_the_sections(
    edition: ProtocolDefinition, data: st.DataObject
) -> None:
    new = replace(STEP, section=data.draw(st.sampled_from(edition.sections)))
    edition = with_added(edition, new)
    changed = [edition, with_added(edition, new)]
    code = data.draw(st.sampled_from([step.code for step in edition.steps]))
    changed += [with_step(edition, code, new), moved_up(edition, code), moved_down(edition, code)]
    changed.append(without_step(edition, code))
    assert len(changed[-1].steps) == max(1, len(edition.steps) - 1)
    for one in changed:
        assert [step.code for step in one.steps] == [f"{n:02}" for n in range(1, len(one.steps) + 1)]
        places = [one.sections.index(step.section) for step in one.steps]
        assert places == sorted(places)


def test_a_step_moves_by_one_place_within_its_section() -> None:
    assert [step.title for step in moved_up(ONE, "02").steps] == ["News", "Name", "End"]
    assert [step.title for step in moved_down(ONE, "02").steps] == ["Name", "End", "News"]
    assert moved_up(ONE, "01") == moved_down(ONE, "03") == ONE
    assert moved_up(moved_down(ONE, "01"), "02") == ONE

"""The gate: nothing reaches a board unless every item holds."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.standing import BOARD, DANA, OKAFOR, REYES, TODAY
from tests.policy.work import capture, finding, release, step, suggestion
from tracker.policy.casework import ExtraSearchFacts
from tracker.policy.clauses import Clause
from tracker.policy.gate import live_findings
from tracker.policy.release import (
    missing_for_release,
    missing_for_submission,
    missing_to_correct,
    release_gate,
    submission_gate,
)
from tracker.policy.release_facts import ReleaseFacts
from tracker.policy.stages import (
    FOR_CANDIDATES,
    OVER,
    TRANSITIONS,
    may_move,
    missing_to_move,
)
from tracker.policy.vocabulary import Direction, Stage, StepStatus

EXTRA = ExtraSearchFacts("S-AAAAAA", "06", "Named in step 10.", DANA, None)
CONCERN = finding(direction=Direction.CONCERN)
SPOILED: dict[str, tuple[dict[str, Any], str]] = {
    "not submitted": ({"stage": Stage.SEARCH}, "stage"),
    "no submitter": ({"submitted_by": None}, "stage"),
    "withdrawn": ({"stage": Stage.WITHDRAWN}, "stage"),
    "no affidavit": ({"affidavit_filed": False}, "affidavit"),
    "changed affidavit": ({"affidavit_intact": False}, "affidavit"),
    "step left": ({"steps": (step(status=StepStatus.NOT_STARTED, searches=0),)}, "steps"),
    "no steps": ({"steps": ()}, "steps"),
    "extra waiting": ({"extra_searches": (EXTRA,)}, "extra"),
    "no checks": ({"findings": (finding(checks=()),)}, "checks"),
    "no statement": ({"findings": (finding(statement=""),)}, "wording"),
    "withheld in silence": ({"findings": (finding(withheld=True),)}, "withheld"),
    "broken capture": ({"captures": (capture(intact=False),)}, "captures"),
    "capture unverified": ({"captures": (capture(intact=None),)}, "captures"),
    "capture verified earlier": ({"captures": (capture(verified_on=None),)}, "captures"),
    "grant missing": ({"ungranted_searches": ("S-BBBBBB",)}, "grants"),
    "concern": ({"findings": (CONCERN,)}, "answers"),
    "too long": ({"words": 351}, "length"),
    "submitter saw another page": ({"submitter_fingerprint": "a" * 64}, "seen-by-submitter"),
    "submitter saw none": ({"submitter_fingerprint": ""}, "seen-by-submitter"),
    "releaser saw another page": ({"releaser_fingerprint": "a" * 64}, "seen-by-releaser"),
    "no releaser": ({"releaser_id": None}, "releaser"),
    "releaser searched": ({"searchers": frozenset({DANA, OKAFOR})}, "releaser"),
    "releaser had the case": ({"assigned": frozenset({DANA, OKAFOR})}, "releaser"),
    "releaser wrote": ({"authors": frozenset({OKAFOR})}, "releaser"),
    "releaser submitted what others wrote": ({"submitted_by": OKAFOR}, "releaser"),
    "releaser searched, and nothing was written": (
        {"searchers": frozenset({OKAFOR}), "findings": (), "submitted_by": DANA},
        "releaser",
    ),
    "releaser is tied": ({"releaser_conflict": True}, "releaser"),
    "exposed member": ({"exposed": frozenset({REYES})}, "recipients"),
    "no board": ({"recipients": frozenset()}, "recipients"),
}


@pytest.mark.clause("Hamden D.6")
def test_everything_in_order_is_released() -> None:
    assert missing_for_release(release()) == ()
    assert all(item.met for item in release_gate(release()))
    assert missing_for_release(release(findings=())) == ()


@pytest.mark.clause("Hamden D.2")
@pytest.mark.parametrize("why", SPOILED)
def test_one_thing_amiss_closes_the_gate_at_its_item(why: str) -> None:
    changes, key = SPOILED[why]
    items = release_gate(release(**changes))
    assert [item.key for item in items if not item.met] == [key]
    assert missing_for_release(release(**changes)) == tuple(u for item in items for u in item.unmet)


@pytest.mark.clause("Hamden D.5")
def test_of_a_withdrawn_case_the_gate_says_so_and_not_where_it_went() -> None:
    (told,) = missing_for_release(release(stage=Stage.WITHDRAWN))
    assert told.clause is Clause.HAMDEN_D_5
    assert "The candidate withdrew" in told.sentence


@given(st.sets(st.sampled_from(sorted(SPOILED)), max_size=6))
def test_every_thing_amiss_is_said_at_once(reasons: set[str]) -> None:
    fields: dict[str, Any] = {}
    keys = set()
    for why in sorted(reasons):
        changes, key = SPOILED[why]
        if not set(changes) & set(fields):
            fields |= changes
            keys.add(key)
    closed = {item.key for item in release_gate(release(**fields)) if not item.met}
    assert keys <= closed
    assert bool(missing_for_release(release(**fields))) == bool(keys)


@pytest.mark.clause("Hampton D.2")
def test_the_page_keeps_to_its_length() -> None:
    assert missing_for_release(release(words=350)) == ()
    words = missing_for_release(release(words=412))[0]
    assert "62 words too long" in words.sentence


@given(st.sampled_from(["", "a" * 64, "b" * 64, "f" * 64]), st.sampled_from(["a" * 64, "b" * 64]))
def test_only_the_very_page_that_both_approved_goes_out(approved: str, rendered: str) -> None:
    facts = release(
        submitter_fingerprint=approved, releaser_fingerprint=approved, rendered_fingerprint=rendered
    )
    unmet = missing_for_release(facts)
    assert bool(unmet) != (approved == rendered)
    assert all(item.ref == "R-22" for item in unmet)


def test_a_concern_waits_for_the_candidate() -> None:
    unmet = missing_for_release(release(findings=(CONCERN,)))
    assert [item.ref for item in unmet] == ["R-21"]
    assert "was not asked about it yet" in unmet[0].sentence


def test_a_withheld_finding_neither_counts_nor_blocks() -> None:
    held = finding(
        direction=Direction.CONCERN, withheld=True, withheld_reason="Cannot be tied to the job.", checks=()
    )
    facts = release(findings=(held,))
    assert live_findings(facts) == ()
    assert missing_for_release(facts) == ()


def test_handing_in_asks_for_all_but_the_second_reader_and_the_releaser() -> None:
    own = finding(checks=finding().checks[:-1])
    facts = release(
        stage=Stage.SEARCH, findings=(own,), submitted_by=None, releaser_id=None, releaser_fingerprint=""
    )
    assert missing_for_submission(facts) == ()
    assert missing_for_release(facts)
    keys = [item.key for item in submission_gate(facts)]
    assert keys == [
        i.key
        for i in release_gate(facts)
        if i.key not in ("answers", "seen-by-releaser", "releaser", "recipients")
    ]


@pytest.mark.clause("Hamden D.6")
def test_before_review_the_count_comes_first_and_then_the_list() -> None:
    spoiled = release(
        stage=Stage.SEARCH,
        affidavit_filed=False,
        words=351,
        captures=(capture(intact=None), capture(intact=False)),
        submitter_fingerprint="",
    )
    first, *rest = missing_for_submission(spoiled)
    assert (first.ref, first.sentence) == ("R-17", "4 things are left before review.")
    assert [one.sentence for one in rest] == [
        one.sentence for item in submission_gate(spoiled) for one in item.unmet
    ]
    assert len(rest) == 5, "two captures are one thing of the list"


def test_the_list_is_in_the_order_of_the_work() -> None:
    assert [item.key for item in release_gate(release())] == [
        "stage",
        "affidavit",
        "steps",
        "extra",
        "checks",
        "wording",
        "withheld",
        "captures",
        "grants",
        "answers",
        "length",
        "seen-by-submitter",
        "seen-by-releaser",
        "releaser",
        "recipients",
    ]


def test_the_releaser_is_told_who_else_can() -> None:
    unmet = missing_for_release(release(searchers=frozenset({DANA, OKAFOR})))
    assert unmet[0].sentence == (
        "You logged searches in this case, so someone else reviews it. Capt. Lee and Lt. Brown can."
    )


@pytest.mark.clause("Hamden D.2")
@given(st.frozensets(st.sampled_from(sorted(BOARD))), st.frozensets(st.sampled_from(sorted(BOARD))))
def test_no_recipient_searched_or_was_exposed(exposed: frozenset[Any], searchers: frozenset[Any]) -> None:
    facts = release(exposed=exposed, searchers=searchers | {DANA})
    assert bool(missing_for_release(facts)) == bool(exposed | searchers)


@pytest.mark.clause("Hamden D.2")
def test_who_reads_the_packet_does_not_release_it() -> None:
    closed = [item.key for item in release_gate(release(recipients=BOARD | {OKAFOR})) if not item.met]
    assert closed == ["releaser", "recipients"]


@pytest.mark.clause("Hampton C.3.d")
def test_a_correction_supersedes_with_a_reason_and_a_change() -> None:
    assert missing_to_correct(release(), "The date was wrong.", "a" * 64) == ()
    assert missing_to_correct(release(), "typo", "a" * 64)[0].clause is Clause.HAMPTON_C_3_D
    assert "nothing to correct" in missing_to_correct(release(), "The date was wrong.", "f" * 64)[0].sentence
    (nothing,) = missing_to_correct(release(), "The date was wrong.", "")
    assert "Nothing was released" in nothing.sentence
    spoiled: ReleaseFacts = release(findings=(finding(suggestions=(suggestion(),)),))
    assert missing_to_correct(spoiled, "The date was wrong.", "a" * 64)


def test_a_capture_is_verified_on_the_day() -> None:
    assert missing_for_release(release(captures=(capture(verified_on=TODAY),))) == ()


@pytest.mark.clause("Hamden D.5")
def test_every_case_goes_the_same_way() -> None:
    assert set(TRANSITIONS) == set(FOR_CANDIDATES) == set(Stage)
    for before, after in product(Stage, Stage):
        assert bool(missing_to_move(before, after)) != may_move(before, after)
    assert not may_move(Stage.SEARCH, Stage.RELEASED)
    assert TRANSITIONS[Stage.CLOSED] == {Stage.DISPOSED}
    assert not TRANSITIONS[Stage.DISPOSED]
    for stage in set(Stage) - OVER:
        assert may_move(stage, Stage.WITHDRAWN), stage

"""A case on its way to the board: seen as it is, opened before it is ruled on, given back with words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.work import excused, finding, step
from tracker.policy.clauses import Clause
from tracker.policy.release import missing_to_begin_correction, missing_to_release_first
from tracker.policy.review import (
    Act,
    ReviewFacts,
    missing_in_page,
    missing_to_approve_page,
    missing_to_begin,
    missing_to_need_page,
    missing_to_open_review,
    missing_to_recall,
    missing_to_return,
    missing_to_review,
    page_changed,
)
from tracker.policy.vocabulary import Check, Stage
from tracker.policy.wording import too_short

STAGES = st.sampled_from(list(Stage))
PAGES = st.sampled_from(["a" * 64, "b" * 64])
ACT = Act("D. Ruiz", datetime(2026, 3, 9, 12, 0, tzinfo=UTC))
FACTS = st.builds(
    ReviewFacts,
    case_reference=st.just("C-26-7KQ4M"),
    stage=STAGES,
    submitted=st.just(True),
    opened=st.booleans(),
    recalled=st.sampled_from([None, ACT]),
)


@pytest.mark.clause("Hamden D.6")
@given(PAGES, PAGES)
def test_the_page_is_approved_as_it_was_shown_or_not_at_all(shown: str, rendered: str) -> None:
    unmet = missing_to_approve_page("C-26-7KQ4M", shown=shown, rendered=rendered, place="preview")
    assert unmet == (() if shown == rendered else (page_changed("C-26-7KQ4M", "preview"),))


@given(STAGES, st.booleans())
def test_an_approval_is_wanted_while_the_case_is_on_its_way(stage: Stage, reviewing: bool) -> None:
    wanted = {Stage.REVIEW} if reviewing else {Stage.SEARCH, Stage.REVIEW}
    assert (not missing_to_need_page(stage, reviewing=reviewing)) == (stage in wanted)


@pytest.mark.clause("Hamden D.6")
def test_a_page_that_tells_what_is_not_so_yet_is_not_approved_and_counts_what_is_left() -> None:
    bare = finding(checks=(), screened=False)
    kept = finding(reference="F-ZZZZZZ", checks=(), withheld=True, withheld_reason="Of somebody else.")
    assert missing_in_page("C-26-7KQ4M", (step("01"),), (finding(), kept)) == ()
    left = missing_in_page("C-26-7KQ4M", (step("01"), excused("02", excuse_approved_by=None)), (bare, kept))
    assert [one.sentence for one in left] == [
        "1 step is still open.",
        "6 checks are still open, of F-7KQ4M2.",
    ]
    same = missing_to_approve_page(
        "C-26-7KQ4M", shown="a" * 64, rendered="a" * 64, place="preview", unfinished=left
    )
    assert same == left


def test_the_tenth_check_is_no_reason_against_the_page_that_is_read_beside_it() -> None:
    nine = finding(checks=tuple(one for one in finding().checks if one.check is not Check.SECOND_READER))
    assert missing_in_page("C-26-7KQ4M", (step("01"),), (nine,)) == ()


@pytest.mark.clause("Hamden D.6")
@given(FACTS)
def test_a_review_is_opened_while_the_case_waits_and_ruled_on_once_open(facts: ReviewFacts) -> None:
    waits = facts.stage is Stage.REVIEW
    assert (not missing_to_open_review(facts)) == waits
    assert (not missing_to_review(facts)) == (waits and facts.opened)
    assert (not missing_to_recall(facts)) == (waits and not facts.opened)


def test_what_was_never_handed_in_is_neither_reviewed_nor_recalled() -> None:
    for stage in Stage:
        never = ReviewFacts("C-26-7KQ4M", stage)
        words = "waits for the answer" if stage is Stage.RESPONSE else "not in review now"
        assert words in missing_to_open_review(never)[0].sentence
        assert missing_to_review(never) == missing_to_open_review(never)
        assert missing_to_recall(never)
    gone = replace(never, stage=Stage.WITHDRAWN, submitted=True)
    assert missing_to_open_review(gone)[0].sentence.startswith("The candidate withdrew")


def test_whoever_opens_a_recalled_case_reads_who_recalled_it() -> None:
    facts = ReviewFacts("C-26-7KQ4M", Stage.SEARCH, submitted=True, recalled=ACT)
    assert "was recalled by D. Ruiz on" in missing_to_review(facts)[0].sentence


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (ReviewFacts("C-26-7KQ4M", Stage.SEARCH, submitted=True, returned=ACT), "was returned by D. Ruiz on"),
        (
            ReviewFacts("C-26-7KQ4M", Stage.RELEASED, submitted=True, released=ACT),
            "was released by D. Ruiz on",
        ),
    ],
)
def test_whoever_comes_too_late_reads_what_became_of_the_case(facts: ReviewFacts, words: str) -> None:
    assert words in missing_to_review(facts)[0].sentence


@given(st.uuids(), st.uuids())
def test_a_second_who_begins_reads_who_was_first(one: UUID, other: UUID) -> None:
    assert not missing_to_begin("C-26-7KQ4M", one, None)
    assert not missing_to_begin("C-26-7KQ4M", one, (one, ACT))
    assert (not missing_to_begin("C-26-7KQ4M", one, (other, ACT))) == (one == other)
    assert all("begun by D. Ruiz" in unmet.sentence for unmet in missing_to_begin("C", one, (other, ACT)))


@given(st.lists(st.sampled_from(["", " . ", "Say where it was seen."])))
def test_a_case_is_given_back_with_what_is_to_be_done(asked: list[str]) -> None:
    assert (not missing_to_return(asked)) == ("Say where it was seen." in asked)


@pytest.mark.clause("Hampton C.3.d")
@given(STAGES, st.sampled_from(["", "typo", ". . .", "The date was wrong."]))
def test_only_what_the_board_has_is_corrected_and_with_a_reason(stage: Stage, reason: str) -> None:
    unmet = missing_to_begin_correction(stage, reason)
    assert (not unmet) == (stage in (Stage.RELEASED, Stage.DECIDED) and not too_short(reason))
    assert all(one.clause is Clause.HAMPTON_C_3_D for one in unmet)


@pytest.mark.clause("Hampton C.3.d")
def test_what_the_board_has_is_not_released_again() -> None:
    assert missing_to_release_first("C-26-7KQ4M", released=False) == ()
    (unmet,) = missing_to_release_first("C-26-7KQ4M", released=True)
    assert unmet.fix == "case:C-26-7KQ4M:correction"

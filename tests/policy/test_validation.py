"""The ten checks: the system makes its own, a second person the last, and nothing but Yes lets through."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.standing import DANA, LEE, LUIS, OKAFOR, TODAY
from tests.policy.work import HAND_CHECKS, answered, capture, finding, search, suggestion
from tracker.policy.casework import CheckFacts
from tracker.policy.checks import (
    AGAINST_CAPTURES,
    BY_SEARCHER,
    BY_SECOND_READER,
    BY_SYSTEM,
    CHECKS,
    definition,
    holds_still,
)
from tracker.policy.clauses import Clause
from tracker.policy.finding import (
    missing_in_note,
    missing_in_statement,
    missing_to_put_back,
    missing_to_withhold,
    missing_to_write,
    told_by_none,
)
from tracker.policy.identity import OWN_ACTS
from tracker.policy.validation import (
    all_answers,
    automatic_answers,
    missing_for_gate,
    missing_for_validation,
    missing_to_answer,
    missing_to_read_second,
)
from tracker.policy.vocabulary import Attribution, Check, CheckAnswer, SearchResult, Stage
from tracker.policy.wording import blank

ANSWERS = st.sampled_from(list(CheckAnswer))


def test_ten_checks_each_with_one_kind_of_reader() -> None:
    assert [one.check for one in CHECKS] == list(Check)
    assert set(Check) == BY_SYSTEM | BY_SEARCHER | BY_SECOND_READER
    assert {5, 6, 7, 8} == BY_SYSTEM
    assert {10} == BY_SECOND_READER
    assert all(definition(check).check is check for check in Check)


@pytest.mark.clause("Hamden D.6")
def test_ten_times_yes_is_verified() -> None:
    assert missing_for_validation(finding()) == ()


@pytest.mark.clause("Hamden D.6")
@pytest.mark.clause("Hampton C.1")
@given(
    st.sampled_from(sorted(BY_SEARCHER | BY_SECOND_READER)), ANSWERS, st.sampled_from(["Seen.", "", " . "])
)
def test_anything_but_a_grounded_yes_blocks(check: Check, answer: CheckAnswer, ground: str) -> None:
    who = OKAFOR if check in BY_SECOND_READER else DANA
    others = tuple(given_check for given_check in HAND_CHECKS if given_check.check is not check)
    facts = finding(checks=(*others, CheckFacts(check, answer, ground, who)))
    passes = answer is CheckAnswer.YES and ground == "Seen."
    unmet = missing_for_validation(facts)
    assert bool(unmet) != passes
    assert all(item.ref == "R-20" for item in unmet)
    without = missing_for_validation(finding(checks=others))
    assert "has no answer yet" in without[0].sentence


@pytest.mark.clause("Hamden D.6")
@given(st.sets(st.sampled_from(sorted(BY_SEARCHER))), st.booleans())
def test_the_gate_says_in_one_sentence_which_checks_are_open(open_: set[Check], second: bool) -> None:
    facts = finding(checks=tuple(one for one in HAND_CHECKS if one.check not in open_))
    each = missing_for_validation(facts, second_reading=second)
    together = missing_for_gate(facts, second_reading=second)
    assert bool(together) == bool(each)
    assert len(together) == min(len(open_), 1)
    numbers = re.findall(r"\b\d+\b", "".join(one.sentence for one in together).partition(", '")[0][26:])
    assert numbers == [str(int(check)) for check in sorted(open_)]
    assert {one.fix for one in together} == {one.fix for one in each}


def test_what_a_gate_says_of_five_open_checks() -> None:
    kept = tuple(one for one in HAND_CHECKS if one.check in (Check.REAL, Check.SECOND_READER))
    first = missing_for_gate(finding(checks=kept), second_reading=True)[0]
    assert first.sentence == ("Finding F-7KQ4M2 cannot be released. Checks 1, 2, 4 and 9 have no answer yet.")
    assert first.fix == "finding:F-7KQ4M2:validate"


def test_the_words_of_r20() -> None:
    others = tuple(one for one in HAND_CHECKS if one.check is not Check.REAL)
    unmet = missing_for_validation(finding(checks=(*others, answered(Check.REAL, CheckAnswer.CANNOT_TELL))))
    assert unmet[0].sentence == (
        "Finding F-7KQ4M2 cannot be released. Check 3, 'real, not parody or edited', is marked Cannot tell."
    )
    assert unmet[0].fix == "finding:F-7KQ4M2:validate"


@pytest.mark.clause("Hamden D.6")
@given(st.sampled_from(sorted(BY_SYSTEM)), ANSWERS, st.booleans())
def test_what_the_system_checks_cannot_be_ticked(check: Check, answer: CheckAnswer, forged: bool) -> None:
    ticked = CheckFacts(check, answer, "I say so.", DANA, by_system=forged)
    assert missing_to_answer(ticked)
    spoiled = finding(
        checks=(*HAND_CHECKS, ticked),
        captures=(capture(intact=False),),
        methods_allowed=False,
        dimension="",
        screened=False,
    )
    assert all_answers(spoiled)[check] in automatic_answers(spoiled)
    assert any(f"Check {check}," in unmet.sentence for unmet in missing_for_validation(spoiled))


@pytest.mark.clause("Hamden D.6")
@pytest.mark.parametrize("answered_by", [DANA, None])
def test_the_system_answers_no_check_that_is_a_persons(answered_by: UUID | None) -> None:
    others = tuple(one for one in HAND_CHECKS if one.check is not Check.REAL)
    forged = CheckFacts(Check.REAL, CheckAnswer.YES, "The system says so.", answered_by, by_system=True)
    assert Check.REAL not in all_answers(finding(checks=(*others, forged)))
    assert missing_for_validation(finding(checks=(*others, forged)))


@pytest.mark.clause("Hampton C.3.c")
@pytest.mark.parametrize(
    ("changes", "check", "answer"),
    [
        ({}, 5, CheckAnswer.YES),
        ({"captures": (capture(intact=False),)}, 5, CheckAnswer.NO),
        ({"captures": (capture(intact=None),)}, 5, CheckAnswer.CANNOT_TELL),
        ({"captures": (), "no_capture_reason": "The post is gone."}, 5, CheckAnswer.YES),
        ({"captures": (), "no_source_reason": "It has no address."}, 5, CheckAnswer.CANNOT_TELL),
        ({"captures": ()}, 5, CheckAnswer.CANNOT_TELL),
        ({"source_link": ""}, 5, CheckAnswer.CANNOT_TELL),
        ({"source_link": "", "no_capture_reason": "The post is gone."}, 5, CheckAnswer.CANNOT_TELL),
        ({"source_link": "", "no_source_reason": "It has no address."}, 5, CheckAnswer.YES),
        ({"methods_allowed": False}, 6, CheckAnswer.NO),
        ({"searches": ()}, 6, CheckAnswer.CANNOT_TELL),
        ({"searches": (search(voided=True),)}, 6, CheckAnswer.CANNOT_TELL),
        ({"dimension": ""}, 7, CheckAnswer.NO),
        ({"job_reason": " "}, 7, CheckAnswer.NO),
        ({"dimension_known": False}, 7, CheckAnswer.NO),
        ({"screened": False}, 8, CheckAnswer.CANNOT_TELL),
        ({"suggestions": (suggestion(),)}, 8, CheckAnswer.NO),
    ],
)
def test_the_system_answers_from_the_record(changes: dict[str, Any], check: int, answer: CheckAnswer) -> None:
    made = {one.check: one for one in automatic_answers(finding(**changes))}
    assert set(made) == BY_SYSTEM
    assert made[Check(check)].answer is answer
    assert made[Check(check)].by_system
    assert made[Check(check)].ground


@pytest.mark.clause("Hamden D.6")
@pytest.mark.parametrize("reader", [DANA, LUIS])
def test_the_second_reader_neither_wrote_nor_searched(reader: UUID) -> None:
    others = tuple(one for one in HAND_CHECKS if one.check is not Check.SECOND_READER)
    own = CheckFacts(Check.SECOND_READER, CheckAnswer.YES, "Read it.", reader)
    facts = finding(checks=(*others, own), searches=(search(searcher_id=LUIS),))
    assert Check.SECOND_READER not in all_answers(facts)
    assert missing_for_validation(facts)
    assert missing_for_validation(facts, second_reading=False) == ()


@pytest.mark.parametrize("count", [0, 1])
def test_under_two_identifiers_nothing_is_the_candidates(count: int) -> None:
    assert "It takes two" in missing_for_validation(finding(identifiers=count))[0].sentence


@pytest.mark.parametrize("attribution", list(Attribution))
def test_tags_and_pictures_do_not_stand_alone(attribution: Attribution) -> None:
    alone = missing_for_validation(finding(attribution=attribution))
    assert bool(alone) == (attribution not in OWN_ACTS)
    assert missing_for_validation(finding(attribution=attribution, corroborated_by_other=True)) == ()


def test_an_answer_needs_a_ground() -> None:
    assert missing_to_answer(answered(Check.REAL)) == ()
    assert missing_to_answer(CheckFacts(Check.REAL, CheckAnswer.YES, " ", DANA))


@pytest.mark.clause("Hampton C.2")
@pytest.mark.parametrize(
    ("changes", "ref"),
    [
        ({"observed": ""}, ""),
        ({"dimension": ""}, "R-16"),
        ({"dimension_known": False}, "R-16"),
        ({"job_reason": ""}, "R-16"),
        ({"source_link": ""}, ""),
        ({"searches": ()}, ""),
    ],
)
def test_a_finding_says_what_why_and_where(changes: dict[str, Any], ref: str) -> None:
    assert [unmet.ref for unmet in missing_to_write(finding(**changes), TODAY)] == [ref]


def test_a_reason_stands_in_for_a_link() -> None:
    assert (
        missing_to_write(finding(source_link="", no_source_reason="Shown in a session together."), TODAY)
        == ()
    )


@pytest.mark.clause("Hampton D.2")
def test_the_statement_is_there_and_short() -> None:
    assert missing_in_statement(finding()) == ()
    assert missing_in_statement(finding(statement=" "))
    assert "80 words too long" in missing_in_statement(finding(statement="word " * 200))[0].sentence


@pytest.mark.clause("Hampton A.10")
def test_what_is_withheld_is_kept_with_its_reason() -> None:
    assert missing_to_withhold("F-7KQ4M2", "no")
    assert missing_to_withhold("F-7KQ4M2", "Cannot be tied to the job.") == ()


@pytest.mark.clause("Hamden D.6")
def test_check_10_is_answered_in_the_second_reading_only() -> None:
    tenth = answered(Check.SECOND_READER, by=OKAFOR)
    assert "answered by a supervisor" in missing_to_answer(tenth)[0].sentence
    assert missing_to_answer(tenth, second_reading=True) == ()
    assert missing_to_answer(answered(Check.CAPTURE_INTACT), second_reading=True)


@pytest.mark.clause("Hamden D.6")
@given(st.sampled_from([DANA, LUIS, LEE, OKAFOR]), st.sampled_from(list(Stage)))
def test_who_wrote_or_worked_on_it_never_reads_second_and_others_only_in_review(
    reader: UUID, stage: Stage
) -> None:
    unmet = missing_to_read_second(reader, {DANA}, frozenset({LUIS}), stage, assigned=frozenset({LEE}))
    assert (not unmet) == (reader == OKAFOR and stage is Stage.REVIEW)
    assert [one.ref for one in unmet if reader != OKAFOR] == ["R-18"] * (reader != OKAFOR)


@pytest.mark.clause("Hamden D.6")
def test_a_reading_by_who_had_the_case_does_not_count_and_the_gate_says_so() -> None:
    facts = finding(worked=frozenset({OKAFOR}))
    assert Check.SECOND_READER not in all_answers(facts)
    (left,) = missing_for_gate(facts, second_reading=True)
    assert "was answered by somebody who worked on the case" in left.sentence
    assert missing_for_gate(finding(), second_reading=True) == ()


@pytest.mark.clause("Hampton A.10")
def test_what_a_supervisor_withheld_a_supervisor_puts_back() -> None:
    assert missing_to_put_back("F-7KQ4M2", withheld_in_review=False) == ()
    assert missing_to_put_back("F-7KQ4M2", withheld_in_review=True)[0].clause is Clause.HAMPTON_A_10


def test_a_note_says_something_and_no_password() -> None:
    assert missing_in_note("Seen on the second page.") == ()
    assert missing_in_note(" - ")
    assert missing_in_note("The password: hunter22")[0].clause is Clause.HAMDEN_D_4


@pytest.mark.clause("Hampton C.2")
@given(st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_nothing_was_posted_tomorrow(posted: date | None) -> None:
    unmet = missing_to_write(finding(posted_on=posted), TODAY)
    assert (not unmet) == (posted is None or posted <= TODAY)


@pytest.mark.clause("Hamden D.6")
def test_something_ties_the_account_to_the_candidate() -> None:
    assert "ties the account" in missing_to_write(finding(identifiers=0), TODAY)[0].sentence
    assert missing_to_write(finding(identifiers=1), TODAY) == ()


REASONS = st.sampled_from(["", " - ", "Shown in a session together."])


@pytest.mark.clause("Hampton C.3.c")
@given(st.booleans(), st.booleans(), REASONS, REASONS)
def test_link_and_capture_are_each_there_or_each_explained(
    link: bool, captured: bool, no_link: str, no_capture: str
) -> None:
    facts = finding(
        source_link="https://example.org/post/1" if link else "",
        captures=(capture(),) if captured else (),
        no_source_reason=no_link,
        no_capture_reason=no_capture,
    )
    given = {one.check: one.answer for one in automatic_answers(facts)}[Check.CAPTURE_INTACT]
    explained = (link or not blank(no_link)) and (captured or not blank(no_capture))
    assert given is (CheckAnswer.YES if explained else CheckAnswer.CANNOT_TELL)
    assert (not missing_for_validation(facts)) == explained


def test_the_systems_ground_for_the_job_holds_no_code() -> None:
    facts = finding(dimension="composure-under-stress")
    made = {one.check: one for one in automatic_answers(facts)}[Check.JOB_RELATED]
    assert (made.answer, made.ground) == (CheckAnswer.YES, "A job dimension is chosen, with a reason.")


@pytest.mark.clause("Hamden D.6")
@given(
    st.lists(st.tuples(st.sampled_from(list(SearchResult)), st.booleans()), max_size=6),
    st.sets(st.integers(0, 5)),
)
def test_what_was_found_is_told_by_a_finding_or_shown(
    results: list[tuple[SearchResult, bool]], told: set[int]
) -> None:
    searches = [
        search(reference=f"S-{number}", result=result, voided=voided)
        for number, (result, voided) in enumerate(results)
    ]
    left = told_by_none(searches, {f"S-{number}" for number in told})
    assert [one.reference for one in left] == [
        f"S-{number}"
        for number, (result, voided) in enumerate(results)
        if result in (SearchResult.FOUND_CANDIDATE, SearchResult.FOUND_UNSURE)
        and not voided
        and number not in told
    ]


@pytest.mark.clause("Hamden D.6")
@given(st.sampled_from(Check), st.datetimes(), st.none() | st.datetimes())
def test_an_answer_falls_by_a_later_capture_only_where_it_looked_at_captures(
    check: Check, answered_at: datetime, linked_at: datetime | None
) -> None:
    later = linked_at is not None and linked_at > answered_at
    assert holds_still(check, answered_at, linked_at) is not (later and check in AGAINST_CAPTURES)
    assert not AGAINST_CAPTURES & BY_SYSTEM, "the system makes its own answers anew each time"

"""The difference of two editions makes one into the other, and none is told where none is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.policy.work import STEP
from tracker.policy.definitions import ExcuseReason, ProtocolDefinition, StepDefinition
from tracker.policy.protocol_difference import applied, protocol_difference
from tracker.policy.vocabulary import Method

WORDS = st.sampled_from(("Name", "Handles", "News", "Forums"))
STEPS = st.builds(
    StepDefinition,
    code=st.just(""),
    section=st.sampled_from(("Identity", "Closing")),
    title=WORDS,
    why=WORDS,
    method_text=WORDS,
    queries=st.lists(st.sampled_from(("{name}", "{handle}")), min_size=1, max_size=2).map(tuple),
    places=st.lists(WORDS, min_size=1, max_size=2).map(tuple),
    methods=st.just((Method.SEARCH_ENGINE,)),
    required=st.booleans(),
    expected_searches=st.integers(1, 3),
    evidence=st.sampled_from(("", "The page as it was")),
)


def _numbered(steps: list[StepDefinition]) -> tuple[StepDefinition, ...]:
    return tuple(replace(step, code=f"{number:02}") for number, step in enumerate(steps, 1))


EDITIONS = st.builds(
    ProtocolDefinition,
    id=st.just("social-media"),
    version=st.just(1),
    title=WORDS,
    published_on=st.just(date(2026, 1, 5)),
    look_back_years=st.integers(3, 7),
    sections=st.just(("Identity", "Closing")),
    steps=st.lists(STEPS, max_size=6).map(_numbered),
    excuses=st.just((ExcuseReason("no-handle", "No handle", not_applicable=True),)),
    do_not=st.lists(WORDS, max_size=2).map(tuple),
    digest=st.just("0" * 64),
)
ONE = ProtocolDefinition(
    "social-media",
    1,
    "Review",
    date(2026, 1, 5),
    5,
    (STEP.section,),
    tuple(replace(STEP, code=f"{n:02}", title=title) for n, title in ((1, "Name"), (2, "News"), (3, "End"))),
    (),
    (),
    "0" * 64,
)


@given(EDITIONS)
def test_an_edition_does_not_differ_from_itself(edition: ProtocolDefinition) -> None:
    assert not protocol_difference(edition, edition)


@given(EDITIONS, EDITIONS)
def test_a_difference_makes_the_old_edition_into_the_new(
    old: ProtocolDefinition, new: ProtocolDefinition
) -> None:
    difference = protocol_difference(old, new)
    assert applied(old, difference) == new
    assert bool(difference) is (old != new)


@given(EDITIONS, EDITIONS)
def test_each_step_is_told_of_once(old: ProtocolDefinition, new: ProtocolDefinition) -> None:
    found = protocol_difference(old, new)
    same = len(old.steps) - len(found.taken_out)
    assert same == len(new.steps) - len(found.added)
    assert len(found.reworded) + len(found.renumbered) == len(found.changed) <= same


def test_a_step_put_between_gives_later_ones_another_number_and_no_other_words() -> None:
    between = replace(STEP, code="02", title="Images", method_text="Look at images.", why="Images are seen.")
    steps = (
        ONE.steps[0],
        between,
        *(replace(step, code=f"{n:02}") for n, step in enumerate(ONE.steps[1:], 3)),
    )
    found = protocol_difference(ONE, replace(ONE, steps=steps))
    assert [step.title for step in found.added] == ["Images"]
    assert [(one.new.title, one.old.code, one.new.code) for one in found.renumbered] == [
        ("News", "02", "03"),
        ("End", "03", "04"),
    ]
    assert not found.reworded
    assert not found.taken_out


def test_a_step_under_another_title_is_the_same_step() -> None:
    steps = (replace(ONE.steps[0], title="All names", method_text="First this."), *ONE.steps[1:])
    old = replace(ONE, steps=(replace(ONE.steps[0], method_text="First this."), *ONE.steps[1:]))
    found = protocol_difference(old, replace(ONE, steps=steps))
    assert [(one.field, one.old, one.new) for one in found.reworded[0].fields] == [
        ("title", "Name", "All names")
    ]

"""What a decision rests on: numbered findings of the packet, and no search of anybody's own."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.policy.relied import (
    missing_in_links,
    missing_to_attest,
    published_findings,
    relied_on,
    rests_on,
)
from tracker.policy.vocabulary import Outcome

GROUNDS = st.sets(st.sampled_from(["integrity", "judgment", "respect"]))
NUMBERS = st.sets(st.integers(1, 3))
LINKS = st.sets(st.tuples(st.integers(1, 3), st.sampled_from(["integrity", "judgment", "respect"])))


@pytest.mark.clause("Hamden D.6")
@given(GROUNDS, LINKS, NUMBERS)
def test_against_a_candidate_each_ground_rests_on_a_finding_of_the_packet(
    grounds: set[str], links: set[tuple[int, str]], findings: set[int]
) -> None:
    unmet = missing_in_links(Outcome.NOT_CONTINUE, grounds, links, findings, outside=False)
    known = all(number in findings and ground in grounds for number, ground in links)
    all_rest = grounds <= {ground for _, ground in links}
    assert (unmet == ()) == (known and all_rest)
    if unmet == ():
        kept = relied_on(grounds, links)
        assert set(kept) == grounds
        assert all(numbers and set(numbers) <= findings for numbers in kept.values())


@given(GROUNDS)
def test_what_came_from_outside_is_explained_and_not_linked(grounds: set[str]) -> None:
    assert missing_in_links(Outcome.NOT_CONTINUE, grounds, (), (1,), outside=True) == ()
    assert missing_in_links(Outcome.CONTINUE, grounds, (), (1,), outside=False) == ()
    bare = missing_in_links(Outcome.NOT_CONTINUE, grounds, (), (), outside=False)
    assert [one.fix for one in bare] == (["field:outside"] if grounds else [])


@pytest.mark.clause("Hamden D.2")
def test_who_does_not_say_that_they_did_not_search_neither_reads_nor_decides() -> None:
    (unmet,) = missing_to_attest(no_own_search=False)
    assert "step out" in unmet.sentence
    assert missing_to_attest(no_own_search=True) == ()


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (None, "on which finding was not asked then"),
        ((), "on no finding of the packet"),
        ((2,), "on finding 2"),
        ((3, 1), "on findings 1 and 3"),
    ],
)
def test_it_is_said_in_words(numbers: tuple[int, ...] | None, words: str) -> None:
    assert rests_on(numbers) == words


@given(st.lists(st.tuples(st.text(), st.text()), max_size=4))
def test_findings_are_read_from_the_page_as_it_told_them(told: list[tuple[str, str]]) -> None:
    page = "".join(
        f"<h3>Finding {number}</h3><dl><dt>What</dt><dd>{escape(what)}</dd>"
        f"<dt>Bears on</dt><dd>Judgment</dd><dt>Answer</dt><dd>{escape(said)}</dd></dl>"
        for number, (what, said) in enumerate(told, 1)
    )
    found = published_findings(page)
    assert [one.number for one in found] == list(range(1, len(told) + 1))
    assert [one.statement for one in found] == [" ".join(what.split()) for what, _ in told]
    assert {one.bears_on for one in found} <= {"Judgment"}

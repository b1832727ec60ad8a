"""The signed text: its layout is fixed, and nothing that is typed can pass for something else."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.affidavits.catalogue import ROOT
from tests.factories.affidavits import COMPLETE, INSTAGRAM, NOTHING
from tracker.affidavits.answers import Answers
from tracker.affidavits.difference import difference
from tracker.affidavits.document import Heading, Signature, fingerprint, plain, signed, statement
from tracker.affidavits.words import english

HEADING = Heading(
    agency="Riverton Police Department",
    requisition="Officer 2026-A (R-26-7KQ4M)",
    case="C-26-7KQ4M",
    candidate="Marisol Peña",
    profile="Connecticut (ct, version 1)",
    language="English",
    edition=1,
    investigator="Dana Ruiz",
    grants_end=date(2026, 9, 5),
    look_back_years=5,
)
SIGNATURE = Signature(
    reference="D-26-7KQ4M",
    declaration="I declare that my answers are true.",
    name="Marisol Peña",
    name_on_record="Marisol Peña",
    names_differ_because="",
    place="Riverton, Connecticut",
    signed_at=datetime(2026, 3, 9, 16, 0, 7, tzinfo=UTC),
)


def body(answers: Answers = COMPLETE, **heading: Any) -> str:
    """Return a statement."""
    return statement(replace(HEADING, **heading), answers, english)


def document(answers: Answers = COMPLETE) -> bytes:
    """Return a signed document."""
    return signed(body(answers), SIGNATURE, english)


def test_the_fingerprint_is_the_sha_256_of_the_bytes() -> None:
    text = document()
    assert fingerprint(text) == hashlib.sha256(text).hexdigest()
    assert text.decode().endswith("> Reference: D-26-7KQ4M\n")


def test_the_document_names_every_account_with_its_access() -> None:
    lines = document().decode().splitlines()
    assert "> App or site: Instagram" in lines
    assert "> Username: marisol.pena" in lines
    assert "> Account 1: Together with Dana Ruiz, on my own device" in lines
    assert "> Account 2: Public only: what anyone on the internet can see" in lines
    assert "> Username: I do not remember it" in lines
    assert "> Signed at: 2026-03-09 16:00:07 UTC" in lines


def test_somebody_without_accounts_says_so() -> None:
    assert "> Answer: No, I do not use any social media." in body(NOTHING).splitlines()


def test_nothing_is_sworn_of_access_where_there_is_no_account() -> None:
    assert "Access" in body(COMPLETE).splitlines()
    assert "Access" not in body(NOTHING).splitlines()
    assert "may look at each account" not in body(NOTHING)


def test_a_question_that_was_not_put_is_not_sworn_to() -> None:
    assert "Anything else" in body(NOTHING).splitlines()
    unasked = body(replace(NOTHING, has_other=None)).splitlines()
    assert "Anything else" not in unasked
    assert "> Answer: Not provided" not in unasked


def test_where_accounts_may_not_be_asked_for_the_affidavit_says_so() -> None:
    text = body(Answers(has_other_names=False), accounts_ground="Cal. Labor Code 980")
    assert "We did not ask which ones you have" in text
    assert "> Law: Cal. Labor Code 980" in text.splitlines()
    assert "Do you use any social media now?" not in text
    assert "handles online" not in text


@given(st.text(max_size=200))
def test_nothing_typed_begins_a_line_of_its_own(typed: str) -> None:
    answers = replace(COMPLETE, other_names=(typed,), anything_else=typed)
    fixed = [line for line in body().splitlines() if not line.startswith("> ")]
    found = [line for line in body(answers).splitlines() if not line.startswith(">")]
    assert found == fixed


@given(st.text(max_size=80), st.text(max_size=80))
def test_different_answers_have_different_documents(one: str, other: str) -> None:
    texts = {
        document(replace(COMPLETE, other_names=(text,)))
        for text in (one, other)
        if plain(one) and plain(other)
    }
    assert len(texts) == len({plain(text) for text in (one, other) if plain(one) and plain(other)})


@given(st.text(max_size=100))
def test_plain_text_is_one_line_and_stays_as_it_is(typed: str) -> None:
    assert plain(plain(typed)) == plain(typed)
    assert len(plain(typed).splitlines()) <= 1


def test_a_difference_names_each_change() -> None:
    threads = replace(INSTAGRAM, number=4, platform="threads", platform_name="Threads", handle="marisol")
    after = replace(
        COMPLETE,
        other_names=("Mari", "M. Ortiz"),
        accounts=(replace(INSTAGRAM, mode="public-only"), COMPLETE.accounts[2], threads),
    )
    assert difference(COMPLETE, after, english) == (
        "Added a name or handle: Mari",
        "Added a name or handle: M. Ortiz",
        "Took off a name or handle: Mari P",
        "Account 1 was 'Together, on my own device', is 'Public only'",
        "Added account 4: Threads: marisol",
        "Took off account 2: TikTok: mari.p",
    )
    assert difference(COMPLETE, COMPLETE, english) == ()


def test_a_further_edition_says_what_it_changes_and_names_the_one_before() -> None:
    text = body(edition=2, changes=("Added: Threads",), previous_fingerprint="ab" * 32)
    assert "What this edition changes\n> Added: Threads\n" in text
    assert f"> Fingerprint of the edition before: {'ab' * 32}" in text


def test_the_worked_example_of_the_documentation_has_its_fingerprint() -> None:
    page = (ROOT / "docs" / "AFFIDAVIT.md").read_text("utf-8")
    example = page.split("```text\n")[1].split("```")[0]
    assert example.encode() == document()
    assert f"    {fingerprint(example.encode())}\n" in page

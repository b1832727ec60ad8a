"""The readable list is made from the hashed text: it holds all of it, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.affidavits.test_document import body, document
from tests.factories.affidavits import COMPLETE, NOTHING
from tracker.affidavits.written import read_document

CHANGES = ("Added a name or handle: Mari", "Account 1 was 'Together', is 'Public only'")


def test_a_document_that_was_read_gives_its_text_back() -> None:
    further = body(edition=2, changes=CHANGES, previous_fingerprint="ab" * 32)
    for text in (body(), body(NOTHING), further, document().decode(), document(NOTHING).decode()):
        assert read_document(text).text == text


@given(st.text(max_size=200))
def test_whatever_was_typed_the_text_comes_back(typed: str) -> None:
    text = document(replace(COMPLETE, other_names=(typed,), anything_else=typed)).decode()
    assert read_document(text).text == text


def test_a_part_has_its_heading_its_sentences_and_its_answers() -> None:
    read = read_document(document().decode())
    assert read.title == "Affidavit of social media accounts and access"
    head, names, *_ = read.parts
    assert (head.heading, head.given[0].label, head.given[0].value) == (
        "",
        "Agency",
        "Riverton Police Department",
    )
    assert names.heading == "Names and handles"
    assert names.sentences == ("Have you used other names or handles online?",)
    assert (names.given[0].label, names.given[0].value) == ("Answer", "Yes")
    assert read.parts[-1].heading == "Signature"


def test_lines_of_one_answer_stay_together() -> None:
    text = body(replace(COMPLETE, anything_else="Chess club\nA blog: on birds"))
    part = next(one for one in read_document(text).parts if one.heading == "Anything else")
    assert [one.value for one in part.given] == ["Chess club\nA blog: on birds"]


def test_a_change_without_a_label_is_a_sentence() -> None:
    part = read_document(body(edition=2, changes=CHANGES)).parts[-1]
    assert [(one.label, one.value) for one in part.given] == [
        ("Added a name or handle", "Mari"),
        ("", "Account 1 was 'Together', is 'Public only'"),
    ]

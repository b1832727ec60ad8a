"""The screen sees through disguised spelling, and an endless line neither blinds nor holds it."""

from __future__ import annotations

import pytest

from tests.screening.corpus import screened
from tracker.editions.shelf import editions
from tracker.policy.marks import PRONOUN
from tracker.policy.sanitising import Protected
from tracker.policy.suggesting import suggestions

PASSAGES = (
    ("The candidate is Muslim.", "Muslim", Protected.RELIGION),
    ("Filed for food stamps twice.", "food stamps", Protected.ASSISTANCE),
    ("Posted as @marisol_99 in May.", "marisol_99", Protected.IDENTIFIER),
    ("Argued with Deshawn Pruitt.", "Deshawn Pruitt", Protected.OTHER_PERSON),
    ("Was seen at 12 North Main Street in May.", "12 North Main Street", Protected.ADDRESS),
    ("Wrote of Section 8 housing.", "Section 8", Protected.ASSISTANCE),
)
HIDDEN = ("\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u200f", "\U000e0041")
LOOKS_LIKE = str.maketrans("aeopcyxi", "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456")


def categories(text: str) -> set[Protected]:
    return {one.category for one in screened(text)}


@pytest.mark.clause("IACP")
@pytest.mark.parametrize("sign", HIDDEN)
@pytest.mark.parametrize(("text", "passage", "category"), PASSAGES)
def test_signs_that_do_not_show_hide_nothing(sign: str, text: str, passage: str, category: Protected) -> None:
    hidden = text.replace(passage, sign.join(passage))
    assert category in categories(hidden)
    assert all(hidden[one.start : one.end] == one.passage for one in screened(hidden))


@pytest.mark.clause("IACP")
@pytest.mark.parametrize(("text", "passage", "category"), PASSAGES)
def test_letters_that_look_alike_hide_nothing(text: str, passage: str, category: Protected) -> None:
    assert category in categories(text.replace(passage, passage.translate(LOOKS_LIKE)))


def test_a_handle_in_wide_letters_is_seen() -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in "@marisol_99")
    assert Protected.IDENTIFIER in categories(f"Posted as {wide} in May.")


def test_a_text_turned_from_right_to_left_is_read_in_the_order_in_which_it_is_stored() -> None:
    assert Protected.RELIGION in categories("The candidate is \u202e\u2066Muslim\u2069\u202c.")


def test_the_last_words_of_an_endless_line_are_read_like_the_first() -> None:
    filler = "report " * 2_000
    text = f"Muslim {filler}Muslim"
    assert [one.passage for one in screened(text)] == ["Muslim", "Muslim"]


def test_a_name_on_record_is_seen_with_hidden_signs_in_it() -> None:
    found = suggestions("Mari\u200bsol Pe\u00f1a wrote.", editions().screens(), ["Marisol Pena"])
    assert "is a name or handle on record" in {one.hint for one in found}


def test_pronouns_are_one_question_however_often_they_stand() -> None:
    found = [one for one in screened("He wrote that she saw him. His post names her.") if one.hint == PRONOUN]
    assert [one.passage for one in found] == ["He"]
    assert "every other" in found[0].why


def test_passages_of_a_category_side_by_side_are_one_question() -> None:
    (one,) = screened("Voted for the Democratic nominee.")
    assert one.category is Protected.POLITICS
    assert one.passage == "Voted for the Democratic"


def test_a_judgment_in_quotation_marks_is_of_whoever_is_quoted() -> None:
    assert Protected.OPINION not in categories("The candidate wrote \u201cthat was disgusting\u201d.")
    assert Protected.OPINION in categories("The candidate wrote a disgusting post.")


def test_a_role_names_nobody() -> None:
    assert Protected.OTHER_PERSON not in categories("The candidate helped a coworker and a neighbor.")


def test_the_hint_of_pronouns_stands_in_the_list() -> None:
    assert PRONOUN in {entry.hint for entry in editions().wordlist("protected").entries}

"""However a word is spelled, a rule reads it, and quotes it as it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.editions.shelf import editions
from tracker.policy.look_alikes import ALIKE
from tracker.policy.matching import matches
from tracker.policy.methods import missing_for_query
from tracker.policy.rights import missing_in_reply
from tracker.policy.spelling import first_passage, read, spelled

PREGNANT = (
    *(
        "pregnant",
        "PREGNANT",
        "p r e g n a n t",
        "p.r.e.g.n.a.n.t",
        "p-r-e-g-n-a-n-t",
        "p. r. e. g. n. a. n. t",
    ),
    *("pr3gnant", "pregn@nt", "pregnaaant", "prégnant", "pre\u0301gnant", "\uff50regnant"),
    *("pr\u0435gnant", "\u0440r\u0435gn\u0430nt", "preg\u200bnant", "preg\u00adnant", "\U0001d429regnant"),
)


@pytest.mark.parametrize("written", PREGNANT, ids=ascii)
def test_a_word_is_read_however_it_is_spelled(written: str) -> None:
    text = f"The post says {written}, twice."
    reading = spelled(text)
    assert first_passage("pregnant", reading) == written
    assert missing_for_query(text, editions().wordlist("search-terms"))


@pytest.mark.parametrize(
    "text",
    ["plan a b c", "in 2024 at 10 p.m.", "B2", "grades 3 to 5", "the U.S.", "A, B, C and D", "a 5-to-4 vote"],
)
def test_what_is_no_word_set_apart_stays_as_it_is(text: str) -> None:
    assert read(text) == text.lower()


def test_words_set_apart_by_two_spaces_stay_two() -> None:
    assert read("p r e g n a n t  w o m a n") == "pregnant  woman"


def test_a_reply_is_read_however_it_is_spelled() -> None:
    assert "“f i n d i n g s”" in missing_in_reply("There are no f i n d i n g s about it.")[0].sentence


@given(st.text(max_size=120))
def test_each_sign_of_the_reading_has_a_place_in_what_was_written(text: str) -> None:
    reading = spelled(text)
    assert len(reading.places) == len(reading.plain)
    assert list(reading.places) == sorted(reading.places)
    for start in range(len(reading.plain)):
        first, last = reading.span(start, start + 1)
        assert 0 <= first < last <= len(text)


@given(st.text(max_size=120))
def test_matches_point_into_what_was_written(text: str) -> None:
    for start, end, _ in matches(text, editions().wordlist("protected")):
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(("sign", "plain"), ALIKE.items())
def test_each_letter_of_the_one_table_is_read_as_the_plain_one(sign: str, plain: str) -> None:
    assert read(f"{sign} x") == f"{plain} x"

"""Canonical JSON is that of RFC 8785, for the values that the ledger holds."""

from __future__ import annotations

from enum import StrEnum

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from tracker.ledger.canonical import LARGEST, Uncanonical, canonical, read_canonical

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-LARGEST, LARGEST),
    st.text(st.characters(exclude_categories=["Cs"])),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=5),
        st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=5),
    ),
    max_leaves=30,
)


class Colour(StrEnum):
    """A text that is also a member."""

    RED = "red"


@given(VALUES)
def test_equals_rfc_8785(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]  # hypothesis knows no JSON type


@given(VALUES)
def test_reads_back_what_it_wrote(value: object) -> None:
    assert read_canonical(canonical(value)) == value


def test_orders_names_by_utf_16() -> None:
    names = {"\ufb33": 1, "\U0001f600": 2, "\u20ac": 3, "\r": 4, "1": 5, "\x80": 6, "\u00f6": 7}
    assert canonical(names) == rfc8785.dumps(names)
    read = read_canonical(canonical(names))
    assert isinstance(read, dict)
    assert list(read) == ["\r", "1", "\x80", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


def test_escapes_what_must_be_and_nothing_else() -> None:
    everything = "".join(map(chr, range(0x20))) + '"\\/\x7f\u2028é😀'
    assert canonical(everything) == rfc8785.dumps(everything)


def test_takes_subclasses_of_text_and_tuples_as_what_they_are() -> None:
    assert canonical({"a": (Colour.RED, True, 1)}) == b'{"a":["red",true,1]}'


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        2**53,
        -(2**53),
        b"x",
        {1: "a"},
        "\ud800",
        {"\udfff": 1},
        object(),
        [{"a": 0.5}],
        {1, 2},
    ],
)
def test_refuses_what_has_no_canonical_form(value: object) -> None:
    with pytest.raises(Uncanonical):
        canonical(value)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b" 1",
        b"1 ",
        b"1.0",
        b"01",
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'"\\u0041"',
        b'"\xff"',
        b"NaN",
        b'{"a": 1}',
        b"[" * 100_000,
        b"[" * 990 + b"]" * 990,
        b'"\\ud800"',
        b"9007199254740993",
        b"9" * 5000,
    ],
)
def test_refuses_to_read_what_is_not_canonical(text: bytes) -> None:
    with pytest.raises(Uncanonical):
        read_canonical(text)

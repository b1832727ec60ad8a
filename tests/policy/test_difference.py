"""The difference of two wordings holds both of them, letter by letter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.policy.difference import MOST, Change, Piece, word_difference

WORDS = st.lists(st.sampled_from(("the", "town", "page", "of", "a", "post,", "2019.")), max_size=40).map(
    " ".join
)
TEXTS = st.one_of(st.text(max_size=80), WORDS, st.text(alphabet=" \n\tab", max_size=40))


def kept(pieces: tuple[Piece, ...], *changes: Change) -> str:
    """Return the pieces of which this became, put together."""
    return "".join(piece.text for piece in pieces if piece.change in changes)


@given(TEXTS, TEXTS)
def test_taking_the_additions_out_gives_the_old_and_the_deletions_the_new(old: str, new: str) -> None:
    pieces = word_difference(old, new)
    assert kept(pieces, Change.SAME, Change.TAKEN) == old
    assert kept(pieces, Change.SAME, Change.ADDED) == new
    assert all(piece.text for piece in pieces)


@given(TEXTS)
def test_the_same_wording_has_no_difference(text: str) -> None:
    assert {piece.change for piece in word_difference(text, text)} <= {Change.SAME}


@given(TEXTS, TEXTS)
def test_another_wording_has_one(old: str, new: str) -> None:
    changed = any(piece.change is not Change.SAME for piece in word_difference(old, new))
    assert changed is (old != new)


def test_words_are_told_apart_and_not_letters() -> None:
    pieces = word_difference("Lives in Hamden, since 2019.", "Lives in Hampton, since 2019.")
    assert [(piece.change.value, piece.text) for piece in pieces] == [
        ("same", "Lives in"),
        ("taken", " Hamden,"),
        ("added", " Hampton,"),
        ("same", " since 2019."),
    ]


@given(TEXTS, TEXTS)
def test_the_space_before_is_told_from_the_words(old: str, new: str) -> None:
    for piece in word_difference(old, new):
        assert piece.space + piece.words == piece.text
        assert not piece.space.strip()
        assert not piece.words[:1].isspace()


def test_what_is_too_long_to_compare_is_shown_as_a_whole() -> None:
    old, new = " ".join(["one"] * (MOST + 1)), " ".join(["two"] * 3)
    assert [piece.change for piece in word_difference(old, new)] == [Change.TAKEN, Change.ADDED]

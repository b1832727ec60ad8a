"""An affidavit holds more than anybody has, and no more than its receipt can show."""

from __future__ import annotations

import pytest

from tracker.policy.affidavit_size import MOST_ACCOUNTS, MOST_NAMES, MOST_SIGNS, Size, missing_room

NOTHING = Size(0, 0, 0)
FULL = Size(MOST_NAMES, MOST_ACCOUNTS, MOST_SIGNS)
OVER = Size(MOST_NAMES + 5, MOST_ACCOUNTS + 5, MOST_SIGNS + 5)


@pytest.mark.parametrize(
    ("before", "size"), [(NOTHING, NOTHING), (NOTHING, FULL), (FULL, FULL), (OVER, OVER)]
)
def test_what_fits_or_was_kept_before_stays(before: Size, size: Size) -> None:
    assert missing_room(size, before) == ()


def test_what_was_kept_before_can_be_made_less() -> None:
    assert missing_room(Size(MOST_NAMES + 4, MOST_ACCOUNTS + 4, MOST_SIGNS + 4), OVER) == ()


@pytest.mark.parametrize(
    ("size", "words", "fix"),
    [
        (Size(MOST_NAMES + 1, 0, 0), "up to 50 names", "affidavit:names"),
        (Size(0, MOST_ACCOUNTS + 1, 0), "up to 100 accounts", "affidavit:accounts"),
        (Size(0, 0, MOST_SIGNS + 1), "too long for one receipt", "affidavit:check"),
    ],
)
def test_one_more_is_refused_in_words(size: Size, words: str, fix: str) -> None:
    (unmet,) = missing_room(size, FULL)
    assert words in str(unmet.sentence)
    assert unmet.fix == fix

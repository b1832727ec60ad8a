"""One account, from what was typed to an entry of the list."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.affidavits import COMPLETE
from tracker.affidavits.answers import Answers
from tracker.affidavits.listing import Reading, Typed, read_account
from tracker.affidavits.words import english
from tracker.editions.shelf import editions

PLATFORMS = editions().platforms()
BLANK = Typed(
    platform="instagram", platform_name="", handle="", not_remembered=False, sure=False, keep_both=False
)


def read(answers: Answers = COMPLETE, number: int = 4, **typed: Any) -> Reading:
    """Read one account."""
    return read_account(replace(BLANK, **typed), PLATFORMS, answers, number, english)


@pytest.mark.parametrize(
    "typed",
    [
        "@Marisol.Pena",
        "marisol.pena",
        " https://www.instagram.com/marisol.pena/?hl=en ",
        "instagram.com/Marisol.Pena",
        "https://m.instagram.com/marisol.pena#bio",
    ],
)
def test_the_same_account_in_another_spelling_is_noticed(typed: str) -> None:
    reading = read(handle=typed)
    assert reading.double is not None
    assert reading.double.number == 1
    assert reading.account is None
    assert reading.wrong == {"handle": "You already added Instagram: marisol.pena. Change it, or keep both."}


def test_a_double_can_be_kept() -> None:
    reading = read(handle="@marisol.pena", keep_both=True)
    assert reading.account is not None
    assert reading.account.kept_both


def test_an_account_is_no_double_of_itself() -> None:
    assert read(number=1, handle="@marisol.pena").account is not None


@pytest.mark.parametrize(("platform", "besides"), [("", "platform"), ("other", "platform_name")])
def test_all_that_is_missing_is_said_at_once(platform: str, besides: str) -> None:
    assert read(platform=platform).wrong.keys() == {besides, "handle"}
    assert read(platform=platform, not_remembered=True).wrong.keys() == {besides}
    assert "Another app" not in read(platform="").wrong["handle"]
    both = read(platform=platform, handle="marisol", not_remembered=True).wrong
    assert both.keys() == {besides, "handle"}


def test_a_pasted_link_says_which_platform_it_is() -> None:
    reading = read(platform="", handle="https://www.tiktok.com/@newone?lang=es")
    assert reading.account is not None
    assert (reading.account.platform, reading.account.handle) == ("tiktok", "newone")


def test_a_link_of_another_platform_is_said_so() -> None:
    reading = read(platform="facebook", handle="https://www.tiktok.com/@newone")
    assert "That link is for TikTok" in reading.wrong["handle"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"platform": "", "handle": "x"}, "platform"),
        ({"platform": "nowhere", "handle": "x"}, "platform"),
        ({"platform": "other", "handle": "x"}, "platform_name"),
        ({"handle": ""}, "handle"),
        ({"handle": "marisol", "not_remembered": True}, "handle"),
        ({"handle": "this is a whole sentence about me"}, "handle"),
    ],
)
def test_what_is_left_out_is_said_at_its_field(typed: dict[str, Any], field: str) -> None:
    reading = read(Answers(), **typed)
    assert list(reading.wrong) == [field]
    assert reading.account is None


def test_a_username_need_not_be_remembered() -> None:
    reading = read(not_remembered=True)
    assert reading.account is not None
    assert reading.account.not_remembered
    assert reading.account.canonical == ""


def test_what_looks_like_a_password_is_asked_back_and_can_be_kept_as_a_username() -> None:
    odd: dict[str, Any] = {"platform": "other", "platform_name": "Forum", "handle": "xX!Dragon2019"}
    assert read(Answers(), **odd) == Reading(secret=True)
    kept = read(Answers(), **odd, sure=True)
    assert kept.account is not None
    assert (kept.account.handle, kept.account.sure) == ("xX!Dragon2019", True)


@pytest.mark.parametrize("told", ["password: hunter22", "pw is hunter22", "clave: perro123"])
def test_what_is_called_a_password_cannot_be_kept_as_a_username(told: str) -> None:
    assert read(Answers(), platform="other", platform_name="Forum", handle=told, sure=True).account is None


@given(st.text(max_size=120), st.sampled_from([platform.key for platform in PLATFORMS]))
def test_whatever_is_typed_there_is_an_entry_or_words(typed: str, key: str) -> None:
    reading = read(Answers(), platform=key, platform_name="Forum", handle=typed.strip())
    assert bool(reading.account) != bool(reading.wrong or reading.secret)
    if reading.account is not None:
        again = read(
            Answers().with_account(reading.account),
            platform=key,
            platform_name="Forum",
            handle=reading.account.handle,
            number=reading.account.number + 1,
        )
        assert again.double is not None or again.wrong or again.secret

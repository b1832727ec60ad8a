"""The same account typed two ways is the same; and whatever is typed gets an answer in words."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.editions.shelf import editions
from tracker.policy.affidavit import PASSWORD_TOLD
from tracker.policy.definitions import Platform
from tracker.policy.handles import canonical

SAME = {
    "facebook": (
        "marisolpena",
        "marisol.pena|Marisol.Pena|@marisolpena|https://www.facebook.com/marisol.pena|facebook.com/MarisolPena/"
        "|m.facebook.com/marisol.pena?ref=bookmarks|https://es-la.facebook.com/marisol.pena#about"
        "|https://www.facebook.com/marisol.pena/photos|fb.com/marisol.pena",
    ),
    "instagram": (
        "marisol_99",
        "marisol_99|@Marisol_99| @marisol_99 |https://www.instagram.com/marisol_99/?hl=en|instagram.com/marisol_99"
        "|https://instagram.com/stories/marisol_99/123|<https://www.instagram.com/marisol_99>|marisol\u200b_99",
    ),
    "tiktok": (
        "marisol.p",
        "marisol.p|@marisol.p|https://www.tiktok.com/@Marisol.P|tiktok.com/@marisol.p/video/1?is=2",
    ),
    "x": (
        "marisol99",
        "@marisol99|https://twitter.com/Marisol99|x.com/marisol99/status/1|mobile.twitter.com/marisol99",
    ),
    "youtube": (
        "marisol",
        "@Marisol|youtube.com/@marisol/videos|https://www.youtube.com/c/Marisol|youtube.com/user/marisol",
    ),
    "reddit": (
        "marisol_p",
        "u/marisol_p|/u/Marisol_P|https://old.reddit.com/user/marisol_p/comments|reddit.com/u/marisol_p",
    ),
    "linkedin": ("marisol-peña-1", "in/marisol-peña-1|https://www.linkedin.com/in/marisol-pe%C3%B1a-1/"),
    "whatsapp": ("12035550147", "+1 (203) 555-0147|1-203-555-0147|https://wa.me/12035550147"),
    "tumblr": (
        "marisol-draws",
        "marisol-draws|https://marisol-draws.tumblr.com/post/1|tumblr.com/marisol-draws",
    ),
    "bluesky": (
        "marisol.bsky.social",
        "marisol|@marisol.bsky.social|https://bsky.app/profile/marisol.bsky.social",
    ),
    "mastodon": (
        "marisol@mastodon.social",
        "@marisol@mastodon.social|https://mastodon.social/@Marisol|mastodon.social/@marisol",
    ),
    "telegram": ("marisolp", "@marisolp|https://t.me/MarisolP|t.me/s/marisolp"),
    "snapchat": ("marisol99", "marisol99|https://www.snapchat.com/add/marisol99?share_id=x"),
    "other": (
        "forum.example.org/u/marisol",
        "https://forum.example.org/u/Marisol/|www.forum.example.org/u/marisol",
    ),
}
REFUSED = {
    "instagram": "https://www.instagram.com/p/Cxyz/|I do not know it any more|javascript:alert(1)"
    "|<script>x</script>|https://user:pw@instagram.com/x|ftp://instagram.com/x"
    "|https://instagram.com/|http://[::1|maria sol"
    "|https://evil.example/instagram.com/marisol|" + "a" * 400,
    "facebook": "https://www.facebook.com/groups/123|https://www.facebook.com/photo.php?fbid=1",
    "tiktok": "https://vm.tiktok.com/ZMabc/",
    "mastodon": "marisol",
    "x": "a_very_long_name_indeed|https://x.com/search?q=marisol",
    "other": "this is a whole sentence about my account|{{7*7}}",
}
PLATFORMS = editions().platforms()


@pytest.mark.parametrize("key", SAME)
def test_one_account_in_all_its_spellings(key: str) -> None:
    wanted, spellings = SAME[key]
    platform = editions().platform(key)
    found = {text: canonical(platform, text, PLATFORMS) for text in spellings.split("|")}
    assert {text: handle.canonical for text, handle in found.items()} == dict.fromkeys(found, wanted)
    assert all(handle.shown and not handle.refusal for handle in found.values())


@pytest.mark.parametrize("key", REFUSED)
def test_what_names_no_account_is_refused_in_words(key: str) -> None:
    platform = editions().platform(key)
    for text in REFUSED[key].split("|"):
        handle = canonical(platform, text, PLATFORMS)
        assert not handle.canonical, text
        assert handle.refusal.endswith("."), text


def test_a_link_to_another_platform_is_named() -> None:
    handle = canonical(editions().platform("instagram"), "https://www.tiktok.com/@marisol", PLATFORMS)
    assert handle.other_platform == "tiktok"
    assert "TikTok" in handle.refusal


@pytest.mark.clause("Hamden D.4")
@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.key)
def test_no_handle_field_takes_a_password(platform: Platform) -> None:
    for text in ("password: hunter2", "marisol / Tr0ub4dor&3", "Tr0ub4dor&3"):
        handle = canonical(platform, text, PLATFORMS)
        assert handle.secret
        assert handle.refusal == PASSWORD_TOLD.sentence
        assert not handle.canonical
        assert "hunter2" not in handle.refusal


@given(st.sampled_from(PLATFORMS), st.text(max_size=120))
@example(editions().platform("other"), "@000Aa\u00bc")
def test_whatever_is_typed_gets_an_answer(platform: Platform, text: str) -> None:
    """What is shown is the same handle; without its @ it may look like a password, and is asked about."""
    handle = canonical(platform, text, PLATFORMS)
    assert bool(handle.canonical) != bool(handle.refusal)
    again = canonical(platform, handle.shown, PLATFORMS) if handle.shown else handle
    assert again.canonical == handle.canonical or again.secret


def test_nothing_unseen_comes_in_behind_percent_signs() -> None:
    discord = editions().platform("discord")
    assert canonical(discord, "https://discord.com/users/marisol", PLATFORMS).canonical == "marisol"
    for hidden in ("%00", "%0a", "%e2%80%8b"):
        assert canonical(discord, f"https://discord.com/users/mari{hidden}sol", PLATFORMS).refusal


LOOKING_LATIN = ("ed\u0131t", "ed\u0130t", "mari\u0455ol", "marisol\u0307")
"""Dotless and dotted i, a Cyrillic s, a mark: letters that are none of these platforms' letters."""


@pytest.mark.parametrize("key", ["instagram", "x", "facebook", "mastodon", "reddit"])
@pytest.mark.parametrize("name", LOOKING_LATIN)
def test_letters_that_only_look_like_a_handles_are_refused_typed_or_behind_percent_signs(
    key: str, name: str
) -> None:
    platform = editions().platform(key)
    name = f"@{name}@mastodon.social" if platform.federated else name
    assert canonical(platform, name, PLATFORMS).refusal
    host, path = platform.hosts[0] if platform.hosts else "mastodon.social", "/@{handle}"
    link = f"https://{host}{platform.paths[0] if platform.paths else path}"
    assert canonical(platform, link.replace("{handle}", quote(name)), PLATFORMS).refusal


def test_wide_letters_behind_percent_signs_are_the_plain_ones() -> None:
    instagram = editions().platform("instagram")
    wide = quote("\uff4d\uff41\uff52\uff49")
    assert canonical(instagram, f"https://instagram.com/{wide}", PLATFORMS).canonical == "mari"
    long_s = f"https://instagram.com/mari{quote(chr(0x17F))}ol"
    assert canonical(instagram, long_s, PLATFORMS).canonical == "marisol"


@pytest.mark.parametrize("hidden", ["\u034f", "\ufe0f", "\u3164", "\u180b", "\u2800", "\U000e0101"])
def test_what_does_not_show_makes_no_second_handle_and_is_none_alone(hidden: str) -> None:
    other = editions().platform("other")
    assert canonical(other, f"mari{hidden}sol", PLATFORMS) == canonical(other, "marisol", PLATFORMS)
    assert canonical(other, hidden, PLATFORMS).refusal
    assert canonical(other, f"https://forum.example.org/u/mari{quote(hidden)}sol", PLATFORMS).refusal


@given(st.sampled_from([one for one in PLATFORMS if one.hosts and one.paths]), st.data())
def test_a_link_written_from_a_handle_leads_back_to_it(platform: Platform, data: st.DataObject) -> None:
    pattern = re.compile(platform.handle_pattern, re.IGNORECASE | re.ASCII)
    typed = data.draw(st.from_regex(pattern, fullmatch=True))
    handle = canonical(platform, typed, PLATFORMS)
    if not handle.canonical or handle.canonical in platform.reserved:
        return
    link = f"https://{platform.hosts[0]}{platform.paths[0]}".replace("{handle}", quote(handle.shown))
    assert canonical(platform, link, PLATFORMS).canonical in (handle.canonical, "")


def test_a_name_that_a_link_would_cut_is_asked_for_again() -> None:
    discord = editions().platform("discord")
    assert canonical(discord, "marisol/p").refusal == discord.handle_hint


def test_a_number_sign_behind_percent_belongs_to_the_handle_and_a_plain_one_to_the_page() -> None:
    discord = editions().platform("discord")
    assert canonical(discord, "https://discord.com/users/marisol%231234").canonical == "marisol#1234"
    assert canonical(discord, "https://discord.com/users/marisol#about").canonical == "marisol"

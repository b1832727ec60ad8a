"""Ten thousand handles and links in the forms of real platforms: no crash, no wrong platform, one account."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from random import Random
from urllib.parse import quote

import pytest

from tests.dice import seeded
from tracker.editions.shelf import editions
from tracker.policy.definitions import Platform
from tracker.policy.handles import Handle, canonical

PLATFORMS = editions().platforms()
NAMED = [platform for platform in PLATFORMS if platform.key != "other"]
A_PLATFORM = 360
"""Accounts made for each platform; each is typed in two ways, on 28 platforms in all."""
LETTERS, DIGITS = string.ascii_lowercase, string.digits


def word(random: Random, least: int, most: int, inner: str = "") -> str:
    """Return a name that begins and ends in a letter, with other signs of the platform between."""
    body = "".join(random.choice(LETTERS + DIGITS + inner) for _ in range(random.randint(least, most) - 2))
    for sign in inner:
        body = body.replace(sign * 2, sign + "x")
    return random.choice(LETTERS) + body + random.choice(LETTERS)


def person(random: Random) -> str:
    """Return a name as people write their own, with letters beyond ASCII among them."""
    first = random.choice(["Marisol", "José", "Chloë", "Zoë", "Björn", "Nguyễn", "Łukasz", "D'Arcy", "Anaïs"])
    return f"{first.replace(chr(39), '')} {random.choice(LETTERS).upper()}{word(random, 3, 9)}"


MADE: dict[str, Callable[[Random], str]] = {
    "facebook": lambda r: r.choice([word(r, 5, 20, "."), str(r.randint(10**8, 10**15))]),
    "instagram": lambda r: word(r, 3, 28, "._"),
    "tiktok": lambda r: word(r, 3, 22, "._"),
    "x": lambda r: word(r, 4, 15, "_"),
    "youtube": lambda r: r.choice([word(r, 3, 28, "-"), "uc" + word(r, 22, 22, "-_")]),
    "snapchat": lambda r: word(r, 3, 15, "-"),
    "threads": lambda r: word(r, 3, 28, "._"),
    "reddit": lambda r: word(r, 3, 20, "_-"),
    "linkedin": lambda r: word(r, 4, 40, "-"),
    "whatsapp": lambda r: f"1203555{r.randint(1000, 9999)}",
    "discord": lambda r: r.choice([word(r, 3, 30, "._"), f"{word(r, 3, 20)}#{r.randint(1000, 9999)}"]),
    "telegram": lambda r: word(r, 5, 30, "_"),
    "pinterest": lambda r: word(r, 3, 28, "_"),
    "tumblr": lambda r: word(r, 3, 30, "-"),
    "twitch": lambda r: word(r, 4, 24, "_"),
    "bluesky": lambda r: f"{word(r, 3, 18)}.{r.choice(['bsky.social', 'example.org', 'name.co.uk'])}",
    "mastodon": lambda r: (
        f"{word(r, 3, 28, '_')}@{r.choice(['mastodon.social', 'fosstodon.org', 'x.example'])}"
    ),
    "truth-social": lambda r: word(r, 3, 28, "_"),
    "gab": lambda r: word(r, 3, 28, "_"),
    "rumble": lambda r: word(r, 3, 40, "_-"),
    "kick": lambda r: word(r, 3, 24, "_-"),
    "nextdoor": person,
    "quora": lambda r: person(r).replace(" ", "-"),
    "medium": lambda r: word(r, 3, 30, "_"),
    "substack": lambda r: word(r, 3, 30, "-"),
    "soundcloud": lambda r: word(r, 3, 24, "_-"),
    "steam": lambda r: r.choice([word(r, 3, 30, "_-"), f"7656119{r.randint(10**9, 10**10 - 1)}"]),
    "flickr": lambda r: r.choice([word(r, 3, 30, "_-"), f"{r.randint(10**7, 10**9)}@n0{r.randint(0, 9)}"]),
}
"""How an account of each platform is called, in the small letters of its one form."""


def typed(random: Random, platform: Platform, name: str) -> str:
    """Write an account as somebody would: as a handle or a link, with what comes along when it is copied."""
    link = bool(platform.hosts or platform.federated) and bool(platform.paths) and random.random() < 0.6
    text = _link(random, platform, name) if link else _handle(random, platform, name)
    around = random.choice(
        ["{}", " {}", "{} ", "<{}>", '"{}"', "\u201c{}\u201d", "\u200b{}", "{}\ufeff", "{}\n"]
    )
    return around.format(text)


def _handle(random: Random, platform: Platform, name: str) -> str:
    shown = _cased(random, name)
    if platform.key == "whatsapp":
        return random.choice([f"+{name}", f"+1 (203) 555-{name[-4:]}", f"1-203-555-{name[-4:]}", name])
    if random.random() < 0.1:
        shown = "".join(chr(ord(c) + 0xFEE0) if c in LETTERS else c for c in name)  # wide letters
    prefix = random.choice(["", "@", *platform.prefixes])
    return prefix + shown


def _cased(random: Random, name: str) -> str:
    if "#" in name:
        return name  # with a capital it looks like a password, which the candidate is asked about
    return random.choice([name, name, name.upper(), name.capitalize()])


def _link(random: Random, platform: Platform, name: str) -> str:
    user, _, server = name.partition("@") if platform.federated else (name, "", "")
    host = server or random.choice(platform.hosts)
    path = random.choice([path for path in platform.paths if "send?" not in path])
    if platform.key == "facebook":
        path = "/profile.php?id={handle}" if user.isdigit() else "/{handle}"
    written = path.replace("*", "Some-Name").replace("{handle}", _escaped(random, _cased(random, user)))
    scheme = random.choice(["https://", "http://", "HTTPS://", ""])
    before = random.choice(["", "www.", "m.", "mobile.", "es."]) if platform.hosts else ""
    sign = "&" if "?" in written else "?"
    after = random.choice(
        ["", "/", "//", f"{sign}hl=en", f"{sign}utm_source=x&igsh=Ab%3D%3D", "#about", "/?ref=1"]
    )
    if "?" in written and after.startswith("/"):
        after = ""
    return f"{scheme}{before}{random.choice([host, host.upper()])}{written}{after}"


def _escaped(random: Random, name: str) -> str:
    return quote(name, safe="") if random.random() < 0.3 or "#" in name or " " in name else name


def ways() -> Iterator[tuple[Platform, str, str]]:
    """Yield a platform and one account of it, typed in two ways."""
    random = seeded(20260309)
    for platform in NAMED:
        for _ in range(A_PLATFORM // 2):
            name = MADE[platform.key](random)
            yield platform, typed(random, platform, name), typed(random, platform, name)


def test_ten_thousand_spellings_are_read_as_their_account() -> None:
    amiss = []
    count = 0
    for platform, one, other in ways():
        count += 2
        first, second = canonical(platform, one, PLATFORMS), canonical(platform, other, PLATFORMS)
        if first.refusal or second.refusal or first.canonical != second.canonical:
            amiss.append(
                (
                    platform.key,
                    one,
                    first.canonical or first.refusal,
                    other,
                    second.canonical or second.refusal,
                )
            )
    assert count >= 10_000
    assert amiss == []


def test_two_accounts_are_never_one() -> None:
    random = seeded(7)
    for platform in NAMED:
        made = {MADE[platform.key](random) for _ in range(200)}
        plain = {"".join(c for c in name if c not in platform.ignored) for name in made}
        found = {canonical(platform, name, PLATFORMS).canonical for name in made}
        assert len(found) == len(plain), platform.key


def test_a_link_is_never_taken_for_an_account_elsewhere() -> None:
    random = seeded(11)
    linked = [platform for platform in NAMED if platform.hosts]
    for _ in range(3_000):
        meant, asked = random.sample(linked, 2)
        handle = canonical(asked, _link(random, meant, MADE[meant.key](random)), PLATFORMS)
        assert not handle.canonical
        assert handle.other_platform == meant.key


def _secrets(random: Random) -> str:
    signs = "".join(random.choice("!$%&*+=^~") for _ in range(random.randint(1, 3)))
    body = word(random, 6, 10) + word(random, 3, 5).upper() + str(random.randint(10, 9999))
    told = random.choice(
        ["password: {}", "my password is {}", "pw={}", "contraseña: {}", "la clave es {}", "{}{}"]
    )
    return told.format(body, signs) if told != "{}{}" else body + signs


def _sentences(random: Random) -> str:
    return random.choice(
        [
            "I do not remember the name of it any more",
            "it is the one with my dog on it I think",
            "No recuerdo cómo se llama mi cuenta de ahí",
            "ask my brother, he made the account for me",
        ]
    ) + random.choice(["", ".", "!", f" {random.randint(1, 9)}"])


def _scripts(random: Random) -> str:
    inner = word(random, 3, 8)
    return random.choice(
        [
            f"<script>{inner}()</script>",
            f"javascript:{inner}(1)",
            f"<img src=x onerror={inner}>",
            f"data:text/html,<b>{inner}",
            f"{{{{{inner}}}}} <%= x %>",
            f"'; DROP TABLE {inner}; --",
            f"https://{inner}:{inner}@instagram.com/x",
            f"file:///etc/{inner}",
            f"../../{inner}\x00",
        ]
    )


@pytest.mark.clause("Hamden D.4")
@pytest.mark.parametrize("made", [_secrets, _sentences, _scripts])
def test_what_is_no_account_is_refused_in_words(made: Callable[[Random], str]) -> None:
    random = seeded(13)
    taken = []
    for _ in range(2_000):
        platform, text = random.choice(PLATFORMS), made(random)
        handle: Handle = canonical(platform, text, PLATFORMS)
        if handle.canonical or not handle.refusal.endswith("."):
            taken.append((platform.key, text, handle.canonical))
    assert taken == []

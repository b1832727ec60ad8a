"""What people type for an account, in one form, so that the same account typed two ways is the same."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from tracker.policy.affidavit import PASSWORD_TOLD, handle_asked
from tracker.policy.definitions import Platform
from tracker.policy.passwords import looks_like_password
from tracker.policy.wording import normal, seen, worded

UNSEEN = ("Cf", "Cc")
"""Kinds of signs that do not show: nobody's handle holds one."""

IN_SMALL_LETTERS = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
"""Capitals of ASCII alone."""

LONGEST = 300
"""Nobody's handle or link is longer than this."""


@dataclass(frozen=True, slots=True)
class Handle:
    """A handle in its one form, or the words that say what to type instead.

    ``canonical`` is for comparing and indexing, ``shown`` keeps the spelling for people to read. Both are
    empty exactly when ``refusal`` says something. ``secret`` marks text that looks like a password
    (R-03), of which nothing is kept. ``other_platform`` names the platform that a link is of.
    """

    canonical: str
    shown: str = ""
    refusal: str = ""
    secret: bool = False
    other_platform: str = ""


def _refused(words: str, *, secret: bool = False, other_platform: str = "") -> Handle:
    return Handle("", refusal=words, secret=secret, other_platform=other_platform)


def canonical(platform: Platform, text: str, others: tuple[Platform, ...] = ()) -> Handle:
    """Return the handle that a text stands for on a platform; never raises, whatever is typed.

    ``others`` are all platforms, so that a link to another one is told apart from a wrong link.
    """
    plain = as_shown(text)
    if not plain:
        return _refused(handle_asked(platform.name))
    if len(plain) > LONGEST:
        return _refused("Enter a shorter link, or just the username.")
    if looks_like_password(plain):
        return _refused(PASSWORD_TOLD.sentence, secret=True)
    return _from_link(platform, plain, others) if _is_link(platform, plain) else _from_handle(platform, plain)


def as_shown(text: str) -> str:
    """Return what shows of a handle or link that was typed, in one form."""
    shown = seen(normal(text), UNSEEN, but="\t\n ")
    return shown.strip().strip("<>\"'“”").strip()


def _is_link(platform: Platform, text: str) -> bool:
    if "://" in text:
        return True
    host = text.split("/", maxsplit=1)[0].split("?", maxsplit=1)[0].lower()
    return ("/" in text and "." in host) or _host_matches(platform, host)


def _host_matches(platform: Platform, host: str) -> bool:
    bare = _bare_host(host)
    if bare in platform.hosts:
        return True
    return platform.subdomain_handles and any(bare.endswith(f".{known}") for known in platform.hosts)


def _bare_host(host: str) -> str:
    return re.sub(
        r"^(?:www|m|mobile|web|touch|[a-z]{2}(?:-[a-z]{2})?|old|new)\.(?=[^.]+\.[^.]+)", "", host.lower()
    )


def _split(text: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "." not in host or parts.username or parts.password:
        return None
    path = normal(unquote(parts.path))
    if seen(path, UNSEEN) != path:
        return None  # nothing that cannot be seen comes in behind percent signs
    return host, path + (f"?{parts.query}" if parts.query else "")


def _from_link(platform: Platform, text: str, others: tuple[Platform, ...]) -> Handle:
    split = _split(text)
    if split is None:
        return _refused("Enter a link that starts with https:// or just the username.")
    host, path = split
    other = _owner(platform, host, others)
    if other is not None:
        words = worded(
            "That link is for %(other)s. Choose %(other)s, or enter the one for %(platform)s.",
            other=other.name,
            platform=platform.name,
        )
        return _refused(words, other_platform=other.key)
    if not platform.hosts and not platform.federated:
        whole = f"{_bare_host(host)}{path.rstrip('/')}"
        return Handle(whole.lower(), whole)
    if not platform.federated and not _host_matches(platform, host):
        words = worded(
            "That link is not for %(platform)s. Enter its link, or just the username.",
            platform=platform.name,
        )
        return _refused(words)
    name = _name_in(platform, host, path)
    if not name:
        words = worded("That link does not name an account. %(hint)s", hint=worded(platform.handle_hint))
        return _refused(words)
    if platform.federated and "@" not in name.removeprefix("@"):
        name = f"{name.removeprefix('@')}@{_bare_host(host)}"
    return _from_handle(platform, name)


def _owner(platform: Platform, host: str, others: tuple[Platform, ...]) -> Platform | None:
    if _host_matches(platform, host):
        return None
    return next((other for other in others if other.hosts and _host_matches(other, host)), None)


def _name_in(platform: Platform, host: str, path: str) -> str:
    bare = _bare_host(host)
    if platform.subdomain_handles and bare not in platform.hosts:
        return next(
            (bare.removesuffix(f".{known}") for known in platform.hosts if bare.endswith(f".{known}")), ""
        )
    first = path.strip("/").split("/", maxsplit=1)[0].split("?", maxsplit=1)[0].lower()
    for pattern in platform.paths:
        match = re.match(_path_expression(pattern), path, re.IGNORECASE)
        if match and not (pattern == "/{handle}" and first in platform.reserved):
            return match["handle"]
    return ""


def _path_expression(pattern: str) -> str:
    before, _, _after = pattern.partition("{handle}")
    return rf"^{re.escape(before).replace(re.escape('*'), '[^/?#]+')}(?P<handle>[^/?&]+)(?:[/?&].*)?$"


def _from_handle(platform: Platform, text: str) -> Handle:
    name = text.split("?", maxsplit=1)[0].strip().strip("/").strip()
    for prefix in platform.prefixes:
        if name.lower().startswith(prefix):
            name = name[len(prefix) :]
    name = name.removeprefix("@").strip()
    if not name:
        return _refused(handle_asked(platform.name))
    if platform.default_suffix and "." not in name:
        name += platform.default_suffix
    if not fits(platform, name):
        return _refused(platform.handle_hint)
    kept = "".join(character for character in name if character not in platform.ignored)
    return Handle(kept if platform.case_sensitive else kept.lower(), name)


def fits(platform: Platform, name: str) -> bool:
    """Say whether a name can be a handle there, in capitals or not; letters beyond ASCII are not folded.

    A dotless i is no i, and a long s no s: such a name would be another account that looks alike.
    """
    if platform.paths and "/" in name:
        return False  # a link ends a name there, so it would lead to somebody else
    return bool(re.fullmatch(platform.handle_pattern, name.translate(IN_SMALL_LETTERS)))

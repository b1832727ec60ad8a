"""From what a candidate types for an account to one entry of the list, or to what to change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.affidavits.answers import ANOTHER, AccountAnswer, Answers
from tracker.affidavits.words import Say
from tracker.policy.definitions import Platform
from tracker.policy.handles import Handle, as_shown, canonical, fits
from tracker.policy.passwords import looks_like_password, tells_password
from tracker.policy.wording import said


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and chosen on the page of one account; ``fields`` are answers that need no reading."""

    platform: str
    platform_name: str
    handle: str
    not_remembered: bool
    sure: bool
    keep_both: bool
    former: bool = False
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading: an entry, or sentences by field.

    ``secret`` says that the username looks like a password (R-03), of which nothing is kept or shown.
    ``double`` is the entry that names the same account.
    """

    account: AccountAnswer | None = None
    wrong: Mapping[str, str] = field(default_factory=dict)
    secret: bool = False
    double: AccountAnswer | None = None


def read_account(
    typed: Typed, platforms: tuple[Platform, ...], answers: Answers, number: int, _: Say
) -> Reading:
    """Read one account; ``number`` is its place in the list, one that is not taken for a new account."""
    platform = _platform(typed, platforms)
    wrong = _left_out(typed, platform, _)
    if platform is None or wrong:
        return Reading(wrong=wrong)
    handle = Handle("") if typed.not_remembered else _handle(platform, typed, platforms)
    if handle.secret:
        return Reading(secret=True)
    if handle.refusal:
        return Reading(wrong={"handle": said(handle.refusal, _)})
    account = _account(typed, platform, handle, number)
    double = _double(account, answers)
    if double is not None and not typed.keep_both:
        words = _("You already added %(account)s. Change it, or keep both.", account=double.title)
        return Reading(wrong={"handle": words}, double=double)
    return Reading(account=account, double=double)


def _left_out(typed: Typed, platform: Platform | None, _: Say) -> Mapping[str, str]:
    """Say all that is missing at once; a username that is missing in the words of the platform, if chosen."""
    wrong = {}
    if platform is None:
        wrong["platform"] = _("Choose the app or site")
    elif platform.key == ANOTHER and not typed.platform_name:
        wrong["platform_name"] = _("Enter the name of the other app or site")
    if typed.handle and typed.not_remembered:
        wrong["handle"] = _("Enter the username, or tick I do not remember it. Not both.")
    elif not typed.handle and not typed.not_remembered:
        unnamed = _("Enter your username, or choose I do not remember it.")
        wrong["handle"] = said(canonical(platform, "").refusal, _) if platform else unnamed
    return wrong


def _platform(typed: Typed, platforms: tuple[Platform, ...]) -> Platform | None:
    """Return the platform chosen, or the one that a pasted link is of."""
    by_key = {platform.key: platform for platform in platforms}
    if typed.platform:
        return by_key.get(typed.platform)
    if not typed.handle or ANOTHER not in by_key:
        return None
    return by_key.get(canonical(by_key[ANOTHER], typed.handle, platforms).other_platform)


def _handle(platform: Platform, typed: Typed, platforms: tuple[Platform, ...]) -> Handle:
    handle = canonical(platform, typed.handle, platforms)
    if not handle.secret or not typed.sure or tells_password(typed.handle):
        return handle
    name = as_shown(typed.handle).removeprefix("@")
    if not fits(platform, name):
        return Handle("", refusal=platform.handle_hint)
    return Handle(name if platform.case_sensitive else name.lower(), name)


def shown_of(account: AccountAnswer) -> dict[str, Any]:
    """Return what the page of one account shows of it, as it was typed and chosen."""
    return {
        "platform": account.platform,
        "platform_name": account.platform_name if account.platform == ANOTHER else "",
        "handle": account.handle,
        "not_remembered": account.not_remembered,
        "sure": account.sure,
        "whose": account.whose,
        "visible": account.visible,
        "stopped_year": account.stopped_year,
        "ended": account.ended,
    }


def _account(typed: Typed, platform: Platform, handle: Handle, number: int) -> AccountAnswer:
    another = platform.key == ANOTHER
    return AccountAnswer(
        number=number,
        platform=platform.key,
        platform_name=typed.platform_name if another else platform.name,
        handle=handle.shown,
        canonical=handle.canonical,
        not_remembered=typed.not_remembered,
        former=typed.former,
        kept_both=typed.keep_both,
        sure=typed.sure and looks_like_password(handle.shown),
        **typed.fields,  # type: ignore[arg-type]  # the entry's own fields, by name
    )


def _double(account: AccountAnswer, answers: Answers) -> AccountAnswer | None:
    if not account.canonical:
        return None
    for other in answers.accounts:
        same = other.platform == account.platform and other.canonical == account.canonical
        named = account.platform != ANOTHER or _same(other.platform_name, account.platform_name)
        if same and named and other.number != account.number:
            return other
    return None


def _same(one: str, other: str) -> bool:
    return "".join(one.casefold().split()) == "".join(other.casefold().split())

"""The signed text, byte for byte: plain UTF-8 in a fixed layout (docs/AFFIDAVIT.md).

Lines end with a line feed. Every line that begins with ``> `` holds an answer; nothing that a candidate types
can begin a line otherwise, so that no answer can pass for a question or a heading. Its SHA-256 is the
fingerprint.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from babel.dates import format_date

from tracker.affidavits.answers import AccountAnswer, Answers, Uses
from tracker.affidavits.words import (
    Say,
    ended_words,
    mode_sworn,
    visible_words,
    whose_words,
    yes_or_no,
)
from tracker.policy.vocabulary import Language
from tracker.policy.wording import normal

LAYOUT = "affidavit/1"
"""The name of the layout, written in every document."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the head of the document says, and what the answers are read by.

    ``changes`` are the lines of the difference from the edition before, empty for the first.
    ``accounts_ground`` is the law's citation where accounts may not be asked for, empty elsewhere.
    """

    agency: str
    requisition: str
    case: str
    candidate: str
    profile: str
    language: str
    edition: int
    investigator: str
    grants_end: date
    look_back_years: int
    accounts_ground: str = ""
    previous_fingerprint: str = ""
    locale: str = Language.ENGLISH
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """How, where and when a statement was signed."""

    reference: str
    declaration: str
    name: str
    name_on_record: str
    names_differ_because: str
    place: str
    signed_at: datetime


def statement(heading: Heading, answers: Answers, _: Say) -> str:
    """Return what is about to be signed, without the signature, as the check and the sign page show it."""
    lines = [
        _("Affidavit of social media accounts and access"),
        f"layout {LAYOUT}",
        "",
        *_head(heading, _),
        "",
        *_names(heading, answers, _),
    ]
    if heading.accounts_ground:
        lines += ["", *_not_asked(heading, _)]
    else:
        lines += ["", *_current(heading, answers, _), "", *_former(heading, answers, _)]
        if answers.has_other is not None or answers.anything_else:
            lines += ["", *_other(answers, _)]
        if answers.current:
            lines += ["", *_access(heading, answers, _)]
    if heading.edition > 1:
        lines += ["", *_changes(heading, _)]
    return as_lines(lines)


def signed(body: str, signature: Signature, _: Say) -> bytes:
    """Return the document: the statement, the declaration it is signed under, and the signature."""
    lines = [
        "",
        _("Signature"),
        *answered(_("Name"), signature.name),
    ]
    if signature.names_differ_because:
        lines += answered(_("Name on record"), signature.name_on_record)
        lines += answered(_("Why the names differ"), signature.names_differ_because)
    lines += answered(_("Place"), signature.place)
    lines += answered(_("Signed at"), f"{signature.signed_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC")
    lines += answered(_("I mean this as my signature"), _("Yes"))
    lines += answered(_("Reference"), signature.reference)
    return (body + promised(signature.declaration, _) + as_lines(lines)).encode()


def promised(declaration: str, _: Say) -> str:
    """Return the words that a statement is signed or sworn under, as they follow it."""
    return as_lines(["", _("Declaration"), plain(declaration)])


def fingerprint(document: bytes) -> str:
    """Return the SHA-256 of a document, in hex."""
    return hashlib.sha256(document).hexdigest()


def plain(text: str) -> str:
    """Return a text in one line, composed, without signs that steer a display or end a line."""
    composed = normal(text, "NFC")
    kept = (" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in composed if not _steers(c))
    return " ".join("".join(kept).split())


def _steers(character: str) -> bool:
    return character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff"


def as_lines(lines: list[str]) -> str:
    """Return lines as they stand in the document, each ended."""
    return "".join(f"{line}\n" for line in lines)


def answered(label: str, text: str) -> list[str]:
    """Return an answer as its lines in the document; no further line of it can pass for another."""
    parts = [plain(part) for part in text.splitlines()] or [""]
    first, *rest = [part for part in parts if part] or [""]
    return [f"> {label}: {first}".rstrip(), *(f">   {part}" for part in rest)]


def _head(heading: Heading, _: Say) -> Iterator[str]:
    yield from answered(_("Agency"), heading.agency)
    yield from answered(_("Position"), heading.requisition)
    yield from answered(_("Case"), heading.case)
    yield from answered(_("Candidate"), heading.candidate)
    yield from answered(_("Law of"), heading.profile)
    yield from answered(_("Language"), heading.language)
    yield from answered(_("Edition"), str(heading.edition))
    if heading.previous_fingerprint:
        yield from answered(_("Fingerprint of the edition before"), heading.previous_fingerprint)


def _names(heading: Heading, answers: Answers, _: Say) -> Iterator[str]:
    alone = bool(heading.accounts_ground)
    yield _("Names") if alone else _("Names and handles")
    yield _("Have you used other names?") if alone else names_question(_)
    yield from answered(_("Answer"), yes_or_no(answers.has_other_names, _))
    for name in answers.other_names:
        yield from answered(_("Name") if alone else _("Name or handle"), name)


def names_question(_: Say) -> str:
    """Ask for other names and handles."""
    return _("Have you used other names or handles online?")


def _not_asked(heading: Heading, _: Say) -> Iterator[str]:
    yield _("Accounts")
    yield _(
        "The law protects your accounts here. We did not ask which ones you have, and you did not tell us."
    )
    yield from answered(_("Law"), heading.accounts_ground)


def _current(heading: Heading, answers: Answers, _: Say) -> Iterator[str]:
    del heading
    yield _("Accounts you use now")
    yield _("Do you use any social media now?")
    if answers.uses == Uses.NO:
        yield from answered(_("Answer"), _("No, I do not use any social media."))
    else:
        yield from answered(_("Answer"), _("Yes. I listed every account I use."))
    for account in answers.current:
        yield ""
        yield _("Account %(number)s", number=account.number)
        yield from _account(account, _)
    if answers.official_duty:
        yield from answered(_("Also"), _("I hold an account for official duty that I may not name."))


def _account(account: AccountAnswer, _: Say) -> Iterator[str]:
    yield from answered(_("App or site"), account.platform_name)
    yield from answered(_("Username"), account.handle or _("I do not remember it"))
    if account.whose:
        yield from answered(_("Who uses it"), whose_words(_)[account.whose])
    if account.visible:
        yield from answered(_("Who can see it"), visible_words(_)[account.visible])
    if account.stopped_year:
        yield from answered(_("Stopped using it in"), str(account.stopped_year))
    if account.ended:
        yield from answered(_("How it ended"), ended_words(_)[account.ended])


def _former(heading: Heading, answers: Answers, _: Say) -> Iterator[str]:
    yield _("Accounts you used before")
    yield former_question(heading.look_back_years, _)
    yield from answered(_("Answer"), yes_or_no(answers.has_former, _))
    for account in answers.former:
        yield ""
        yield _("Account %(number)s", number=account.number)
        yield from _account(account, _)


def former_question(years: int, _: Say) -> str:
    """Ask for accounts used before, as far back as the protocol looks."""
    return _("In the last %(years)s years, did you use accounts that you no longer use?", years=years)


def _other(answers: Answers, _: Say) -> Iterator[str]:
    yield _("Anything else")
    yield _("Forums, game names, blogs, or reviews that we did not ask about.")
    yield from answered(_("Answer"), answers.anything_else or _("Not provided"))


def _access(heading: Heading, answers: Answers, _: Say) -> Iterator[str]:
    who = heading.investigator or _("my investigator")
    yield _("Access")
    yield _(
        "This is how %(who)s may look at each account, from when I sign until a decision is made on my "
        "application, and not after %(last)s. I can stop it at any time. It does not pass to anyone else "
        "unless I agree. I did not give a password.",
        who=who,
        last=format_date(heading.grants_end, "long", locale=heading.locale),
    )
    for account in answers.current:
        label = _("Account %(number)s", number=account.number)
        yield from answered(label, mode_sworn(who, _).get(account.mode, ""))


def _changes(heading: Heading, _: Say) -> Iterator[str]:
    yield _("What this edition changes")
    for change in heading.changes or (_("Nothing"),):
        yield f"> {plain(change)}"

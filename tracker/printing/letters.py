"""The two letters of an invitation: one with the link, one with the code; never both on one sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tracker.printing.frame import frame_words
from tracker.printing.moments import day_in, moment_in
from tracker.printing.press import Say, pdf


@dataclass(frozen=True, slots=True)
class Letter:
    """What both letters say: from whom, to whom, about which post and case, in which language.

    ``works_until`` is when link and code end; ``written_at`` is the moment of printing, by the clock of the
    act. ``over`` says that the application is, so that the link leads to the candidate's own file.
    """

    agency: str
    phone: str
    candidate: str
    position: str
    case: str
    language: str
    written_at: datetime
    works_until: datetime
    accounts_asked: bool = True
    over: bool = False


def invitation_letter(letter: Letter, *, link: str, due: date | None, _: Say) -> bytes:
    """Return the letter with the link, as a QR code and spelled out; it never holds the code.

    ``due`` is the day by whose end the affidavit is to be filed, None once it is. Raises NotPrinted.
    """
    title, *why = _why(letter, _)
    sentences = [_("You applied for this position: %(position)s.", position=letter.position), *why]
    if due is not None:
        sentences.append(_("Answer by the end of %(when)s.", when=day_in(letter.language, due)))
    steps = [
        _("Point the camera of your phone at the square, or type the link into a browser."),
        _(
            "Enter your code. It is not in this letter. We give it to you by phone, in person, or in a "
            "letter of its own."
        ),
    ]
    data = _frame(letter, title, _) | {
        "sentences": sentences,
        "steps_title": _("How to begin"),
        "steps": steps,
        "code_about": _("A square to scan with a phone. It holds the link that is written below."),
        "link_label": _("Your link"),
        "link": link,
        "until": _until(letter, _),
        "code": "",
        "never": never_asked(_),
        "help": _help(letter, _),
    }
    return pdf("letter", data, language=letter.language, made_at=letter.written_at, link=link)


def _why(letter: Letter, _: Say) -> tuple[str, str, str]:
    """Say what is asked, and how long it takes; where the law protects accounts, other names alone.

    Once the application is over, say what the link is still good for.
    """
    if letter.over:
        asks = _("Your application is over. Nothing is asked of you any more.")
        still = _(
            "You can still see where it stood and what you filed, ask us a question, and save a copy of "
            "your file."
        )
        return _("Your file"), asks, still
    if not letter.accounts_asked:
        names = _(
            "%(agency)s asks you which other names you have used. It is part of the background check that "
            "every candidate goes through.",
            agency=letter.agency,
        )
        takes = _("It takes about 4 minutes. You can stop and come back.")
        return _("Tell us which names you use"), names, takes
    accounts = _(
        "%(agency)s asks you to tell us about your social media. It is part of the background check that "
        "every candidate goes through.",
        agency=letter.agency,
    )
    takes = _("It takes most people 10 to 15 minutes. You can stop and come back.")
    return _("Tell us about your social media"), accounts, takes


def code_letter(letter: Letter, *, code: str, _: Say) -> bytes:
    """Return the letter with the code alone; it never holds the link. Raises NotPrinted."""
    data = _frame(letter, _("Your code"), _) | {
        "sentences": [
            _("This code belongs to the link that we sent you apart from this letter."),
            _("Open the link first. Then enter the code. Capital or small letters are the same."),
        ],
        "steps_title": "",
        "steps": [],
        "code_about": "",
        "link_label": "",
        "link": "",
        "until": _until(letter, _),
        "code": code,
        "never": never_asked(_),
        "help": _help(letter, _),
    }
    return pdf("letter", data, language=letter.language, made_at=letter.written_at)


def _frame(letter: Letter, title: str, _: Say) -> dict[str, Any]:
    return {
        "title": title,
        "agency": letter.agency,
        "foot": f"{letter.agency} · {letter.case}",
        "words": frame_words(_),
        "from": [letter.agency, letter.phone],
        "to": letter.candidate,
        "on": day_in(letter.language, letter.written_at),
        "reference": _("Case %(case)s", case=letter.case),
    }


def _until(letter: Letter, _: Say) -> str:
    return _("Link and code work until %(when)s.", when=moment_in(letter.language, letter.works_until))


def never_asked(_: Say) -> list[str]:
    """Say what no letter of ours asks for."""
    return [_("We will never ask for your password."), _("If anyone asks for it, say no and tell us.")]


def _help(letter: Letter, _: Say) -> list[str]:
    return [
        _("You can also do this on paper, by phone, or in person. It counts the same."),
        _("Questions? Call %(phone)s.", phone=letter.phone),
    ]

"""The letter to a candidate whose paper was filed: what was filed, by whom, and how to check it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.affidavits.words import Say
from tracker.printing.frame import frame_words
from tracker.printing.letters import never_asked
from tracker.printing.moments import day_in, grouped, moment_in
from tracker.printing.press import pdf


@dataclass(frozen=True, slots=True)
class FiledLetter:
    """What the letter says; ``fingerprint`` is the SHA-256 of the filed text, in hex."""

    agency: str
    phone: str
    candidate: str
    case: str
    language: str
    reference: str
    filed_at: datetime
    typists: tuple[str, ...]
    compared_by: str
    fingerprint: str
    verify_url: str


def filed_letter(letter: FiledLetter, _: Say) -> bytes:
    """Return the letter as PDF, dated by the filing. Raises NotPrinted."""
    data = {
        "title": _("Your affidavit is filed"),
        "agency": letter.agency,
        "foot": f"{letter.agency} · {letter.case}",
        "words": frame_words(_),
        "from": [letter.agency, letter.phone],
        "to": letter.candidate,
        "on": day_in(letter.language, letter.filed_at),
        "reference": _("Case %(case)s", case=letter.case),
        "sentences": _sentences(letter, _),
        "steps_title": _("How to check it"),
        "steps": [
            _("Open the address below, or point the camera of your phone at the square."),
            _("Type the fingerprint. The page says whether it matches, and the day it was filed."),
        ],
        "code_about": _("A square to scan with a phone. It holds the link that is written below."),
        "link_label": _("The address"),
        "link": letter.verify_url,
        "until": _("You can change what was filed until a decision is made: on paper, or on the screen."),
        "code": "",
        "never": never_asked(_),
        "help": [_("Questions? Call %(phone)s.", phone=letter.phone)],
    }
    return pdf("letter", data, language=letter.language, made_at=letter.filed_at, link=letter.verify_url)


def _sentences(letter: FiledLetter, _: Say) -> list[str]:
    filed = _(
        "We filed your affidavit from your paper on %(when)s. Its reference is %(reference)s.",
        when=moment_in(letter.language, letter.filed_at),
        reference=letter.reference,
    )
    people = _(
        "%(typist)s copied your paper. %(other)s compared the copy with it.",
        typist=", ".join(letter.typists),
        other=letter.compared_by,
    )
    return [
        filed,
        people,
        _("The copy is with this letter. Read it. If anything differs from your paper, call us."),
        _("The fingerprint of the text: %(digest)s", digest=grouped(letter.fingerprint)),
    ]

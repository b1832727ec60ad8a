"""A statement to be sworn on paper: its text, a line to sign on, and the lines of the officer or notary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.printing.frame import frame_words
from tracker.printing.moments import grouped
from tracker.printing.parts import Part, as_data
from tracker.printing.press import Enclosed, Say, pdf


@dataclass(frozen=True, slots=True)
class Unsworn:
    """A statement that waits for a signature on paper.

    ``text`` is the exact text, ``fingerprint`` its SHA-256 in hex, ``parts`` the same text to be read.
    ``declaration`` is what the candidate signs under, in the words of the legal profile; ``oath`` is what the
    officer says of it, above a signature of their own. Both are in the language of the paper.
    """

    agency: str
    case: str
    language: str
    written_at: datetime
    title: str
    parts: tuple[Part, ...]
    text: str
    fingerprint: str
    declaration: str
    oath: str


def sworn_paper(unsworn: Unsworn, _: Say) -> bytes:
    """Return the paper to be signed before an officer or a notary. Raises NotPrinted."""
    data = {
        "title": unsworn.title,
        "agency": unsworn.agency,
        "foot": f"{unsworn.agency} · {unsworn.case}",
        "words": frame_words(_)
        | {
            "declaration": _("Declaration"),
            "fingerprint": _("Fingerprint of this text"),
            "officer": _("Sworn or affirmed before an officer or a notary"),
            "first": _("Read every page first. Sign only in front of the officer or the notary."),
        },
        "parts": as_data(unsworn.parts),
        "fingerprint": grouped(unsworn.fingerprint),
        "declaration": unsworn.declaration,
        "signer": [_("Signature"), _("Name, in capital letters"), _("Date"), _("Place: city and state")],
        "oath": unsworn.oath,
        "officer": [
            _("Signature of the officer or notary"),
            _("Name of the officer or notary"),
            _("Title"),
            _("Number of the commission, and the day it ends, if there is one"),
            _("Date"),
            _("Place: city, county and state"),
        ],
        "seal": _("Seal or stamp, if there is one"),
    }
    enclosed = Enclosed(f"statement-{unsworn.case}.txt", unsworn.text, unsworn.title)
    return pdf("sworn", data, language=unsworn.language, made_at=unsworn.written_at, enclosed=enclosed)

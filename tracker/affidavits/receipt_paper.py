"""The receipt on paper: what was filed and when, all questions and answers, the exact signed text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tracker.affidavits.words import Say
from tracker.affidavits.written import Given, Written, read_document
from tracker.printing.frame import frame_words
from tracker.printing.moments import grouped, moment_in, moment_utc
from tracker.printing.parts import Line, Part, as_data
from tracker.printing.press import Enclosed, pdf


@dataclass(frozen=True, slots=True)
class Receipt:
    """One filed edition, and who gives the receipt.

    ``text`` is the signed text, ``fingerprint`` its SHA-256 in hex, ``verify_url`` where both can be checked.
    ``nexts`` is what happens next, by when, and how to come back.
    """

    agency: str
    phone: str
    verify_url: str
    reference: str
    edition: int
    language: str
    filed_at: datetime
    fingerprint: str
    text: str
    nexts: tuple[str, ...] = ()


def receipt_paper(receipt: Receipt, _: Say) -> bytes:
    """Return the receipt as PDF, in the language that was signed in. Raises NotPrinted.

    It is dated by the filing; what happens next it tells as that stands when it is made.
    """
    written = read_document(receipt.text)
    data = {
        "title": _("Receipt of your affidavit"),
        "agency": receipt.agency,
        "foot": f"{receipt.reference} · {receipt.verify_url}",
        "words": frame_words(_) | _words(receipt, _),
        "head": [{"label": line.label, "value": line.value} for line in _head(receipt, _)],
        "sentences": [_("We have your affidavit."), _("Questions? Call %(phone)s.", phone=receipt.phone)],
        "fingerprint": grouped(receipt.fingerprint),
        "check": [
            _(
                "You can check it at %(address)s. Paste the fingerprint, or choose this file, or the text "
                "that is inside it.",
                address=receipt.verify_url,
            ),
            _("We say only whether it matches, and the day it was filed."),
        ],
        "changes": _changes(written, _),
        "nexts": list(receipt.nexts),
        "parts": as_data(tuple(_parts(written, _))),
        "exact": receipt.text.splitlines(),
    }
    enclosed = Enclosed(f"affidavit-{receipt.reference}.txt", receipt.text, written.title)
    return pdf("receipt", data, language=receipt.language, made_at=receipt.filed_at, enclosed=enclosed)


def _words(receipt: Receipt, _: Say) -> dict[str, str]:
    return {
        "fingerprint": _("Fingerprint"),
        "changed": _("What this edition changed"),
        "next": _("What happens next"),
        "exact": _("The exact text that the fingerprint is of"),
        "exact_about": _(
            "Long lines go on below, moved in. The same text is inside this file as %(name)s.",
            name=f"affidavit-{receipt.reference}.txt",
        ),
    }


def _head(receipt: Receipt, _: Say) -> Iterator[Line]:
    yield Line(_("Agency"), receipt.agency)
    yield Line(_("Reference"), receipt.reference)
    yield Line(_("Edition"), str(receipt.edition))
    local = moment_in(receipt.language, receipt.filed_at)
    yield Line(_("Filed"), f"{local} ({moment_utc(receipt.filed_at)})")


def _changes(written: Written, _: Say) -> list[str]:
    """Return the lines of the difference, which is a part of every further edition."""
    changing = [part for part in written.parts if part.heading == _("What this edition changes")]
    return [
        f"{one.label}: {one.value}" if one.label else one.value for part in changing for one in part.given
    ]


def _parts(written: Written, _: Say) -> Iterator[Part]:
    before, _number, after = _("Account %(number)s", number="{number}").partition("{number}")
    for part in written.parts:
        number = part.heading.removeprefix(before).removesuffix(after)
        yield Part(
            heading=part.heading or written.title,
            sentences=part.sentences,
            given=tuple(Line(one.label, _value(one, _)) for one in part.given if one.label),
            remarks=tuple(one.value for one in part.given if not one.label),
            under=number.isdecimal() and not part.sentences,
        )


def _value(one: Given, _: Say) -> str:
    return one.value or _("Not provided")

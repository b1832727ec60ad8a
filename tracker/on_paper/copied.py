"""What a signed paper says besides its answers, and the text that is filed of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from tracker.affidavits.document import plain
from tracker.affidavits.words import Say
from tracker.printing.moments import day_in


@dataclass(frozen=True, slots=True)
class PaperSignature:
    """What the paper says besides its answers: name, reason for another name, place, day, whether abroad.

    ``access_until`` is the last day of access that the paper names, ``investigator`` who it says may look:
    the id of somebody who has the case or had it, or ``nobody``; None before it was copied.
    """

    name: str = ""
    because: str = ""
    place: str = ""
    signed_on: date | None = None
    outside_us: bool = False
    access_until: date | None = None
    investigator: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return plain values to seal."""
        days = {"signed_on": self.signed_on, "access_until": self.access_until}
        return asdict(self) | {name: day.isoformat() if day else None for name, day in days.items()}

    @property
    def texts(self) -> tuple[str, ...]:
        """Return everything in somebody's own words, none of which may hold a password."""
        return (self.name, self.because, self.place)


def read_signature(values: Mapping[str, Any]) -> PaperSignature:
    """Return the foot of a paper from plain values."""
    plain_values = ("name", "because", "place", "outside_us", "investigator")
    known = {name: values[name] for name in plain_values if name in values}
    signed, until = values.get("signed_on"), values.get("access_until")
    return replace(
        PaperSignature(**known),
        signed_on=date.fromisoformat(signed) if signed else None,
        access_until=date.fromisoformat(until) if until else None,
    )


@dataclass(frozen=True, slots=True)
class Filing:
    """Who copied and who compared a paper, the SHA-256 of each of its files, and when it was filed as what.

    ``compared_by`` is empty while it is being compared; reference and moment are then not known yet either.
    """

    typists: tuple[str, ...]
    compared_by: str
    pages: tuple[str, ...]
    reference: str = ""
    filed_at: datetime | None = None


def copied_text(
    body: str,
    declaration: str,
    signature: PaperSignature,
    filing: Filing,
    *,
    on_record: str,
    locale: str,
    _: Say,
) -> str:
    """Return the text of a paper: its head, how it was copied, its answers, what was declared and signed.

    ``body`` is the statement that the answers make, in the layout of :mod:`tracker.affidavits.document`.
    """
    title, head, answers = body.split("\n\n", 2)
    parts = (title, head, _copied(filing, _), answers.rstrip("\n"), _declared(declaration, signature, _))
    return "\n\n".join((*parts, _signed(signature, filing, on_record, locale, _))) + "\n"


def _copied(filing: Filing, _: Say) -> str:
    compared = (_("Compared with the paper by"), filing.compared_by)
    lines = [
        _("Signed on paper"),
        _("Staff copied the paper word for word. A second person compared the copy with the paper."),
        *(_answer(_("Entered for the candidate by"), name) for name in filing.typists),
        *((_answer(*compared),) if filing.compared_by else ()),
        *(
            _answer(_("Scan %(number)s, SHA-256", number=number), digest)
            for number, digest in enumerate(filing.pages, 1)
        ),
    ]
    return "\n".join(lines)


def _declared(declaration: str, signature: PaperSignature, _: Say) -> str:
    lines = [_("Declaration"), plain(declaration)]
    if signature.outside_us:
        lines.append(_answer(_("I am outside the United States"), _("Yes")))
    return "\n".join(lines)


def _signed(signature: PaperSignature, filing: Filing, on_record: str, locale: str, _: Say) -> str:
    return "\n".join([_("Signature"), *_lines(signature, filing, on_record, locale, _)])


def _lines(signature: PaperSignature, filing: Filing, on_record: str, locale: str, _: Say) -> Iterator[str]:
    yield _answer(_("Name"), signature.name)
    if signature.because:
        yield _answer(_("Name on record"), on_record)
        yield _answer(_("Why the names differ"), signature.because)
    yield _answer(_("Place"), signature.place)
    day = day_in(locale, signature.signed_on) if signature.signed_on else ""
    yield _answer(_("Signed on the paper on"), day)
    if filing.filed_at is not None:
        yield _answer(_("Filed at"), f"{filing.filed_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC")
    if filing.reference:
        yield _answer(_("Reference"), filing.reference)


def _answer(label: str, text: str) -> str:
    return f"> {label}: {plain(text)}".rstrip()

"""The officer's or the notary's part of the signed text: who swore, before whom, where and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from tracker.affidavits.document import answered, as_lines
from tracker.affidavits.words import Say


@dataclass(frozen=True, slots=True)
class Jurat:
    """What an officer says of an oath: who swore, how they were known, before whom, where and when.

    ``statement`` is the SHA-256, in hex, of the text up to here; ``recorded_by`` who wrote it down.
    """

    name: str
    statement: str
    identified_by: str
    officer: str
    title: str
    authority: str
    commission: str
    commission_ends: date | None
    venue: str
    sworn_at: datetime
    recorded_by: str
    reference: str


def sworn(text: str, jurat: Jurat, _: Say) -> bytes:
    """Return the document of an oath: the statement as it was made ready, and the officer's part."""
    lines = ["", _("Sworn or affirmed before an officer"), *answered(_("Name"), jurat.name)]
    lines += answered(_("How we knew who it was"), jurat.identified_by)
    lines += answered(_("Officer"), jurat.officer)
    lines += answered(_("Title"), jurat.title)
    lines += answered(_("Law that lets the officer take an oath"), jurat.authority)
    if jurat.commission:
        lines += answered(_("Number of the commission"), jurat.commission)
    if jurat.commission_ends:
        lines += answered(_("The commission ends on"), f"{jurat.commission_ends:%Y-%m-%d}")
    lines += answered(_("Place"), jurat.venue)
    lines += answered(_("Sworn at"), f"{jurat.sworn_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC")
    lines += answered(_("Fingerprint of the text before this part"), jurat.statement)
    lines += answered(_("Recorded by"), jurat.recorded_by)
    lines += answered(_("Reference"), jurat.reference)
    return (text + as_lines(lines)).encode()


@dataclass(frozen=True, slots=True)
class Notarised:
    """What a notary's paper says of a statement, and how it came in.

    ``statement`` is the SHA-256, in hex, of the text up to here, ``scans`` those of the files that show the
    paper. ``handed_in_by`` is empty where the candidate did it.
    """

    name: str
    statement: str
    notary: str
    place: str
    commission: str
    commission_ends: date | None
    signed_on: date
    scans: tuple[str, ...]
    handed_in_by: str
    checked_by: str
    filed_at: datetime
    reference: str


def notarised(text: str, paper: Notarised, _: Say) -> bytes:
    """Return the document of a notary's paper: the statement as it was made ready, and the notary's part."""
    lines = ["", _("Sworn or affirmed before a notary"), *answered(_("Name"), paper.name)]
    lines += answered(_("Notary"), paper.notary)
    lines += answered(_("State and county"), paper.place)
    if paper.commission:
        lines += answered(_("Number of the commission"), paper.commission)
    if paper.commission_ends:
        lines += answered(_("The commission ends on"), f"{paper.commission_ends:%Y-%m-%d}")
    lines += answered(_("Signed on"), f"{paper.signed_on:%Y-%m-%d}")
    lines += answered(_("Fingerprint of the text before this part"), paper.statement)
    for number, digest in enumerate(paper.scans, 1):
        lines += answered(_("Scan %(number)s, SHA-256", number=number), digest)
    lines += answered(_("Handed in by"), paper.handed_in_by or paper.name)
    lines += answered(_("Scan compared with the text by"), paper.checked_by)
    lines += answered(_("Filed at"), f"{paper.filed_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC")
    lines += answered(_("Reference"), paper.reference)
    return (text + as_lines(lines)).encode()

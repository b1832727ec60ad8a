"""The letters of an invitation as they are printed: one with the link, one with the code, never both."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime

from tracker.cases.inviting import Issued
from tracker.cases.queries import CaseHeader
from tracker.cases.whether_asked import accounts_asked
from tracker.policy.affidavit_window import WAITING
from tracker.policy.stages import is_over
from tracker.printing.letters import Letter, code_letter, invitation_letter
from tracker.printing.press import NotPrinted, Say
from tracker.settings import Settings


@dataclass(frozen=True, slots=True)
class Letters:
    """Two PDF files, each as an address that holds the file itself; empty where it could not be made.

    Nothing of them is kept: what is on them is shown once, with the page that they are on.
    """

    with_link: str = ""
    with_code: str = ""


def letters(
    settings: Settings,
    header: CaseHeader,
    issued: Issued,
    *,
    link: str,
    language: str,
    now: datetime,
    say: Say,
) -> Letters:
    """Return the letters of an invitation that was just issued, in the candidate's language."""
    letter = Letter(
        agency=settings.agency_name,
        phone=settings.agency_phone,
        candidate=header.candidate_name,
        position=header.requisition_title,
        case=header.reference,
        language=language,
        written_at=now,
        works_until=issued.expires_at,
        accounts_asked=accounts_asked(header),
        over=is_over(header.seen_as),
    )
    due = header.affidavit_due if header.stage in WAITING else None
    try:
        with_link = invitation_letter(letter, link=link, due=due, _=say)
        return Letters(_address(with_link), _address(code_letter(letter, code=issued.code, _=say)))
    except NotPrinted:
        return Letters()


def _address(pdf: bytes) -> str:
    return f"data:application/pdf;base64,{b64encode(pdf).decode('ascii')}"

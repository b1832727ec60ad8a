"""What the blank form says of one case, read off its requisition and its legal profile."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.affidavits.setting import Setting, setting_of
from tracker.on_paper.blank import BlankForm
from tracker.policy.answers import NotFound
from tracker.policy.legal import Declaration, NoticeAbout, SigningMethod
from tracker.settings import Settings


def blank_of(session: Session, case_id: UUID, now: datetime, *, language: str) -> BlankForm:
    """Return the blank form of a case as it would be printed now, in two statements."""
    setting = setting_of(session, case_id)
    header, promise = setting.header, on_paper(setting)
    asked = setting.accounts_asked
    wanted = (NoticeAbout.AFFIDAVIT, *((NoticeAbout.ACCOUNTS, NoticeAbout.ACCESS) if asked else ()))
    notices = (setting.profile.notice(about) for about in wanted)
    return BlankForm(
        agency=setting.agency,
        phone=cast(Settings, session.info["settings"]).agency_phone,
        position=f"{header.requisition_title} ({header.requisition_reference})",
        case=header.reference,
        candidate=header.candidate_name,
        law=f"{setting.profile.name} ({setting.profile.key}, version {setting.profile.version})",
        investigator=header.investigator_name,
        language=language,
        written_at=now,
        access_ends=setting.access_ends(now),
        look_back_years=setting.look_back_years,
        modes=setting.offered,
        declaration=promise.words(language),
        declaration_abroad=promise.words(language, outside_us=True),
        told=tuple(notice.told.words(language) for notice in notices if notice is not None),
        accounts_ground="" if asked else setting.accounts_line.source,
    )


def on_paper(setting: Setting) -> Declaration:
    """Return the words signed under on paper; those of the screen in profiles that name none for paper."""
    words = setting.profile.declaration(SigningMethod.PAPER) or setting.declaration
    if words is None:
        raise NotFound
    return words

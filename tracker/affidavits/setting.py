"""What surrounds one affidavit: whose it is, for which post, under which law, who would look, by when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.affidavits.answers import Answers, Uses
from tracker.cases.queries import CaseHeader, case_header
from tracker.clock import agency_day, agency_zone
from tracker.editions.shelf import editions
from tracker.policy.access_modes import access_rule, modes_offered
from tracker.policy.casework import AccountFacts, AffidavitFacts
from tracker.policy.definitions import Platform
from tracker.policy.law_line import LawLine
from tracker.policy.legal import AccessRule, Declaration, LegalProfile, SigningMethod
from tracker.policy.vocabulary import AccessMode
from tracker.requisitions.on_file import protocol_on_file
from tracker.settings import Settings

ACCESS_DAYS = 150
"""Access ends with the decision, and at the latest so many days after the case is due."""
LEAST_ACCESS_DAYS = 60
"""Where a case is long overdue, access still lasts so many days from signing."""
LOOK_BACK_YEARS = 5
"""How far back former accounts are asked for where the requisition has no protocol yet."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything about a case that its affidavit says, asks by or is judged by."""

    header: CaseHeader
    profile: LegalProfile
    offered: tuple[AccessMode, ...]
    platforms: tuple[Platform, ...]
    look_back_years: int
    agency: str

    @property
    def case_id(self) -> UUID:
        """Return the case's id."""
        return self.header.case_id

    @property
    def accounts_asked(self) -> bool:
        """Say whether the law of the place lets accounts be asked for, for this post."""
        position, incumbent = self.header.position_class, self.header.incumbents
        return self.profile.accounts_asked(position, incumbent=incumbent)

    @property
    def accounts_line(self) -> LawLine:
        """Return the line of law on which accounts are asked for, or not."""
        position, incumbent = self.header.position_class, self.header.incumbents
        return self.profile.accounts_line(position, incumbent=incumbent)

    @property
    def access_rule(self) -> AccessRule | None:
        """Return the law's line on access for this post, None where it is silent."""
        position, incumbent = self.header.position_class, self.header.incumbents
        return access_rule(self.profile, position, incumbent=incumbent)

    @property
    def declaration(self) -> Declaration | None:
        """Return the declaration that is signed on the page, None where the law of the place has none."""
        return self.profile.declaration(SigningMethod.DECLARATION)

    @property
    def first_way(self) -> Declaration:
        """Return the way of signing that the law of the place names first."""
        return self.profile.declarations[0]

    def platform(self, key: str) -> Platform | None:
        """Return a platform of the list, None for a key that is not on it."""
        return next((platform for platform in self.platforms if platform.key == key), None)

    def access_ends(self, now: datetime) -> date:
        """Return the last day of access that is given now, if there is no decision before."""
        today, last = agency_day(now), agency_day(self.header.due_at) + timedelta(days=ACCESS_DAYS)
        return last if last >= today else today + timedelta(days=LEAST_ACCESS_DAYS)


def end_of(last: date) -> datetime:
    """Return the last minute of a last day of access by the agency's clock, in UTC."""
    return datetime.combine(last, time(23, 59), agency_zone()).astimezone(UTC)


def setting_of(session: Session, case_id: UUID) -> Setting:
    """Return what surrounds the affidavit of a case, in two statements."""
    header = case_header(session, case_id)
    shelf = editions()
    profile = shelf.profile(header.profile, header.profile_version, header.profile_digest)
    years = LOOK_BACK_YEARS
    if header.protocol and header.protocol_version:
        protocol = protocol_on_file(session, header.protocol, header.protocol_version, header.protocol_digest)
        years = protocol.look_back_years
    return Setting(
        header=header,
        profile=profile,
        offered=modes_offered(profile, header.position_class, incumbent=header.incumbents),
        platforms=shelf.platforms(),
        look_back_years=years,
        agency=cast(Settings, session.info["settings"]).agency_name,
    )


def facts_of(setting: Setting, answers: Answers) -> AffidavitFacts:
    """Return the answers as the rules judge them, with nothing signed yet."""
    name = setting.header.candidate_name
    return as_judged(
        answers, accounts_asked=setting.accounts_asked, offered=setting.offered, name_on_record=name
    )


def as_judged(
    answers: Answers, *, accounts_asked: bool, offered: Iterable[AccessMode], name_on_record: str = ""
) -> AffidavitFacts:
    """Return answers as the rules judge them, given what the law lets be asked and offered."""
    return AffidavitFacts(
        accounts_asked=accounts_asked,
        has_accounts={Uses.YES.value: True, Uses.NO.value: False}.get(answers.uses),
        has_other_names=answers.has_other_names,
        has_former=answers.has_former,
        accounts=tuple(
            AccountFacts(
                number=account.number,
                platform=account.platform_name,
                handle=account.handle,
                not_remembered=account.not_remembered,
                former=account.former,
                mode=account.chosen,
                kept_both=account.kept_both,
            )
            for account in answers.accounts
        ),
        other_names=answers.other_names,
        list_complete=answers.list_complete or not answers.current,
        allowed_modes=frozenset(offered),
        shown_digest="",
        current_digest="",
        name_on_record=name_on_record,
    )

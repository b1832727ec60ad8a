"""How a case begins: HR opens it, a supervisor gives it to an investigator, the candidate is invited."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.affidavits.way_in import come_in
from tracker.cases.age_windows import set_age_window
from tracker.cases.assigning import assign_case
from tracker.cases.conflicts import declare_conflict
from tracker.cases.inviting import Channel, Issued, issue_invitation
from tracker.cases.sending import mail_link
from tracker.cases.service import open_case
from tracker.cases.ties import rule_on_tie
from tracker.demo.cast import CANDIDATE_MAIL, DISPATCHERS, OFFICERS
from tracker.demo.company import HR, OKAFOR, Company, Scenes
from tracker.demo.days import Diary
from tracker.demo.lives import Life
from tracker.policy.actors import Actor, Role
from tracker.policy.mailing import MailKind
from tracker.policy.ties import TieRuling
from tracker.policy.vocabulary import ConflictAnswer, Tie

NAMES = {each.slug: each.name for each in (*OFFICERS, *DISPATCHERS)}
PHONES = {slug: f"555-01{place:02}" for place, slug in enumerate(NAMES, start=10)}


@dataclass(slots=True)
class Guest:
    """A candidate with the way in that HR gave."""

    slug: str
    settings_of: Company
    issued: Issued

    def come_in(self) -> Actor:
        """Enter the code of the link, and return the candidate as signed in."""
        company = self.settings_of
        return come_in(company.settings, token=self.issued.token, code=self.issued.code).actor


def begin_case(
    company: Company,
    diary: Diary,
    life: Life,
    requisition: str,
    *,
    supervisor: str = OKAFOR,
    channel: Channel = Channel.BY_HAND,
) -> Scenes[Guest]:
    """Open a case, have it assigned, and invite the candidate."""
    yield diary.now
    add(company, life.slug, requisition)
    yield diary.on(25)
    assign(company, life.slug, life.searcher, supervisor)
    yield diary.on(20)
    set_window(company, life.slug)
    return invite(company, life.slug, channel)


def add(company: Company, slug: str, requisition: str) -> None:
    """Add a candidate, which opens the case."""
    with company.act(HR) as work:
        case = open_case(
            work,
            company.requisition(requisition),
            name=NAMES[slug],
            email=f"{slug}@{CANDIDATE_MAIL}",
            phone=PHONES[slug],
        )
        company.cases[slug] = case.id


def assign(company: Company, slug: str, searcher: str, supervisor: str = OKAFOR) -> None:
    """Give a case to an investigator."""
    case = company.case(slug)
    with company.act(supervisor) as work:
        assign_case(work, case, person_id=company.people[searcher], seen=case.investigator_id)


def set_window(company: Company, slug: str) -> None:
    """Have HR keep the month from which the candidate is of age."""
    with company.act(HR) as work:
        month = f"{company.days.on(1).year - 9}-{1 + len(slug) % 12:02}"
        set_age_window(work, company.case(slug), month=month, seen="0")


def invite(company: Company, slug: str, channel: Channel = Channel.BY_HAND) -> Guest:
    """Make a link and a code; those made before stop working."""
    with company.act(HR) as work:
        case = company.case(slug)
        issued = issue_invitation(work, case, channel=channel)
        if channel is Channel.MAIL:
            to = {"case_id": case.case_id, "candidate_id": case.candidate_id}
            mail_link(work, MailKind.INVITATION, **to, token=issued.token, until=issued.expires_at)
        return Guest(slug, company, issued)


def say_no_tie(company: Company, slug: str, person: str, role: Role) -> None:
    """Declare that there is no tie to a candidate."""
    with company.act(person, role) as work:
        declare_conflict(work, company.case(slug), answer=ConflictAnswer.NONE)


def say_tie(company: Company, slug: str, person: str, tie: Tie, explanation: str) -> None:
    """Declare a tie; the case goes back."""
    with company.act(person, Role.INVESTIGATOR) as work:
        case = company.case(slug)
        declare_conflict(work, case, answer=ConflictAnswer.YES, tie=tie, explanation=explanation)


def uphold_tie(company: Company, slug: str, person: str, reason: str) -> None:
    """Have the supervisor, who has no tie, decide that the tie which somebody declared stands."""
    say_no_tie(company, slug, OKAFOR, Role.SUPERVISOR)
    with company.act(OKAFOR) as work:
        declarer = company.people[person]
        rule_on_tie(work, company.case(slug), declarer=declarer, ruling=TieRuling.UPHELD, reason=reason)

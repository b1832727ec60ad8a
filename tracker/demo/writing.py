"""How an investigator writes down what a search found: captures, the finding, a note, checks and screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from tracker.clock import agency_zone
from tracker.db import clock_of, db, unit_of_work
from tracker.demo.archives import file_of
from tracker.demo.company import Company, Scenes
from tracker.demo.days import Diary
from tracker.demo.found import GROUNDS, Found, Kept
from tracker.demo.running import Logged, investigator_of
from tracker.findings.capture_service import CaptureText, add_captures, open_intake
from tracker.findings.queries import finding_of
from tracker.findings.service import FindingText, write_finding, write_note
from tracker.findings.stored import recompute_all
from tracker.policy.checks import BY_SEARCHER
from tracker.policy.vocabulary import Check, CheckAnswer, SignedIn
from tracker.protocol.own_names import own_names
from tracker.validation.screening import looked_at
from tracker.validation.service import Said, answer_checks, screen_statement, verify_captures


def write_down(company: Company, diary: Diary, slug: str, logged: Logged, found: Found) -> Scenes[str]:
    """Keep the captures and write the finding with its note; return its reference."""
    references = []
    for kept in found.kept:
        yield diary.on(6)
        references.append(_keep(company, slug, found, kept))
    yield diary.on(9)
    search, case = logged[found.step][0], company.case(slug)
    with unit_of_work(investigator_of(company, slug)) as work:
        text = _text(company, found)
        reference = write_finding(work, case, search=search, text=text, captures=references).reference
    yield diary.on(4)
    with unit_of_work(investigator_of(company, slug)) as work:
        write_note(work, case, finding=reference, text=found.note)
    return reference


def _text(company: Company, found: Found) -> FindingText:
    return FindingText(
        observed=found.observed,
        statement=found.statement,
        relevance=found.relevance,
        source_link=found.link,
        no_source_reason="",
        no_capture_reason="",
        identifiers=found.identifiers,
        direction=found.direction,
        dimension=found.dimension,
        attribution=found.attribution,
        posted_on=company.days.on(1) - timedelta(days=found.days_before),
    )


def _keep(company: Company, slug: str, found: Found, kept: Kept) -> str:
    """Take one file in, as the page does: sealed as it arrives."""
    case, now = company.case(slug), clock_of(db.session).now()
    text = CaptureText(
        source_link=found.link,
        no_source_reason="",
        shows=kept.shows,
        tool="Browser of the unit, full page",
        signed_in=SignedIn.NO,
        captured_at=now - timedelta(minutes=4),
        captured_zone=agency_zone().key,
        department_device=True,
    )
    with open_intake(db.session, case) as intake:
        arriving = intake.begin(kept.name + kept.form.value)
        arriving.write(file_of(kept.form, found.link, (*kept.lines, _stamp(company, now)), text.captured_at))
        arriving.seek(0)
        with unit_of_work(investigator_of(company, slug)) as work:
            made = add_captures(work, case, text=text, files=intake.finish())
            return made[0].reference


def _stamp(company: Company, now: datetime) -> str:
    return f"Captured on {now:%Y-%m-%d} at {now:%H:%M} UTC for {company.settings.agency_name}"


def check_finding(
    company: Company, diary: Diary, slug: str, finding: str, found: Found, *, wording: str = ""
) -> Scenes[None]:
    """Screen the statement, verify the captures and answer the checks that are the investigator's."""
    yield diary.on(7)
    case, row = company.case(slug), finding_of(db.session, company.cases[slug], finding)
    with unit_of_work(investigator_of(company, slug)) as work:
        screen_statement(
            work,
            case,
            finding=finding,
            seen=row.number,
            wording=wording or found.reworded or row.statement,
            settled=_settled(company, slug, row.statement, found.stays),
        )
    yield diary.on(6)
    states = recompute_all(db.session, case.case_id)
    row = finding_of(db.session, case.case_id, finding)
    with unit_of_work(investigator_of(company, slug)) as work:
        verify_captures(work, case, states=states)
        answer_checks(work, case, finding=finding, seen=row.number, answers=_answers(found))


def _settled(
    company: Company, slug: str, statement: str, stays: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """Return what was done about each suggestion: reworded, unless the story says why it stays."""
    names = own_names(db.session, company.cases[slug]).words
    return {
        one.key: ("kept", stays[one.passage]) if one.passage in stays else ("reworded", "")
        for one in looked_at(statement, names)
    }


def _answers(found: Found) -> dict[Check, Said]:
    return {check: Said(CheckAnswer.YES, found.grounds.get(check, GROUNDS[check])) for check in BY_SEARCHER}

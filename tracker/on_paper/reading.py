"""A copy as the rules judge it, and as the text that is compared with the paper and filed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.affidavits.answers import Answers
from tracker.affidavits.drafts import Draft, draft_of
from tracker.affidavits.service import text_to_sign
from tracker.affidavits.setting import Setting, facts_of
from tracker.affidavits.words import Say
from tracker.clock import agency_day
from tracker.on_paper.blanks import on_paper
from tracker.on_paper.copied import Filing, copied_text
from tracker.on_paper.queries import Paper
from tracker.policy.affidavit import missing_in_answers
from tracker.policy.facts import CaseFacts
from tracker.policy.on_paper import CopyFacts


def drafted(session: Session, setting: Setting, paper: Paper) -> Draft:
    """Return a copy as a draft of the next edition, beside what was filed before."""
    filed = draft_of(session, setting.case_id).filed
    return Draft(paper.version, paper.answers, paper.saved_at, filed)


def copy_facts(case: CaseFacts, setting: Setting, paper: Paper, draft: Draft, now: datetime) -> CopyFacts:
    """Return a copy as the rules judge it."""
    signature = paper.signature
    return CopyFacts(
        stage=case.seen_as,
        edition=paper.edition,
        next_edition=draft.edition,
        pages=len(paper.pages),
        left=missing_in_answers(facts_of(setting, paper.answers)),
        signed_name=signature.name,
        name_on_record=setting.header.candidate_name,
        names_differ_because=signature.because,
        place=signature.place,
        signed_on=signature.signed_on,
        today=agency_day(now),
        typists=frozenset(paper.typists),
        handed_on=paper.handed_on_at is not None,
        access_until=signature.access_until,
        investigator=signature.investigator,
        investigators=frozenset(map(str, paper.investigators)),
        access_ends=setting.access_ends(now) if _gives_access(setting, paper.answers) else None,
    )


def _gives_access(setting: Setting, answers: Answers) -> bool:
    return setting.accounts_asked and bool(answers.current)


def last_day(setting: Setting, paper: Paper, now: datetime) -> date:
    """Return the last day of access that the paper gives."""
    return paper.signature.access_until or setting.access_ends(now)


def text_of(
    setting: Setting, paper: Paper, draft: Draft, filing: Filing, *, last: date, say: Say, locale: str
) -> str:
    """Return the text of a copy in a language; it is compared with the paper, and then filed.

    It names whom the paper names as the one who may look, whoever has the case by now.
    """
    named = replace(setting, header=replace(setting.header, investigator_name=paper.named[1]))
    body = text_to_sign(named, draft, last, language=paper.language, say=say, locale=locale)
    promise = on_paper(setting).words(locale, outside_us=paper.signature.outside_us)
    return copied_text(
        body,
        promise,
        paper.signature,
        filing,
        on_record=setting.header.candidate_name,
        locale=locale,
        _=say,
    )


def unfiled(paper: Paper) -> Filing:
    """Return who copied a paper, and its files, before anybody said that the copy is the same."""
    return Filing(
        typists=tuple(paper.typists.values()), compared_by="", pages=tuple(one.sha256 for one in paper.pages)
    )

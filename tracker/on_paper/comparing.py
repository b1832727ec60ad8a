"""Comparing a copy with its paper: by somebody who typed nothing of it, who files it or says what differs."""

from __future__ import annotations

from uuid import uuid4

from tracker.affidavits.document import fingerprint
from tracker.affidavits.drafts import Draft
from tracker.affidavits.filing import Edition, file_edition, new_reference
from tracker.affidavits.models import Affidavit
from tracker.affidavits.setting import Setting, end_of, setting_of
from tracker.affidavits.words import Say, english
from tracker.cases.holding import as_it_stands
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.on_paper.copied import Filing
from tracker.on_paper.models import PaperComparison
from tracker.on_paper.queries import Paper, the_paper
from tracker.on_paper.reading import copy_facts, drafted, last_day, text_of, unfiled
from tracker.on_paper.service import end_copy, send_back
from tracker.on_paper.slots import DIFFERENCE
from tracker.policy.answers import require
from tracker.policy.facts import CaseFacts
from tracker.policy.legal import SigningMethod
from tracker.policy.on_paper import PaperEnding, missing_to_say_the_same, missing_to_say_what_differs
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.vocabulary import Language
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of


def say_the_same(work: UnitOfWork, case: CaseFacts, *, shown: str, say: Say) -> Affidavit:
    """Say that a copy is what the paper says, and file it; whoever typed any of it cannot (Hamden D.6).

    ``shown`` is the digest of the text that was compared, ``say`` speaks the language of the paper.
    """
    permit(work.actor, Permission.COMPARE_PAPER, case)
    case = as_it_stands(work, case)
    paper, setting = the_paper(work.session, case.case_id), setting_of(work.session, case.case_id)
    draft, last = drafted(work.session, setting, paper), last_day(setting, paper, work.now())
    facts = copy_facts(case, setting, paper, draft, work.now())
    text = text_of(setting, paper, draft, unfiled(paper), last=last, say=say, locale=paper.language)
    current = fingerprint(text.encode())
    require(missing_to_say_the_same(facts, work.actor.person_id, shown=shown, current=current))
    _compared(work, case, paper, same=True, digest=current)
    affidavit = file_edition(work, case, _edition(work, setting, paper, draft, say), say=say)
    end_copy(work, case, paper, ending=PaperEnding.FILED, affidavit_id=affidavit.id)
    return affidavit


def say_what_differs(work: UnitOfWork, case: CaseFacts, *, words: str, digest: str) -> PaperComparison:
    """Say what differs from the paper; the copy goes back to be typed again."""
    permit(work.actor, Permission.COMPARE_PAPER, case)
    case = as_it_stands(work, case)
    paper, setting = the_paper(work.session, case.case_id), setting_of(work.session, case.case_id)
    facts = copy_facts(case, setting, paper, drafted(work.session, setting, paper), work.now())
    require(missing_to_say_what_differs(facts, work.actor.person_id, words))
    compared = _compared(work, case, paper, same=False, digest=digest, words=words.strip())
    send_back(work, case, paper)
    return compared


def _compared(
    work: UnitOfWork, case: CaseFacts, paper: Paper, *, same: bool, digest: str, words: str = ""
) -> PaperComparison:
    row_id, about = uuid4(), ("paper", paper.reference)
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    record(work, Event.PAPER_SAME if same else Event.PAPER_DIFFERS, about=about, case_id=case.case_id)
    compared = work.add(
        PaperComparison(
            id=row_id,
            copy_id=paper.copy_id,
            number=len(paper.comparisons) + 1,
            same=same,
            digest=digest,
            compared_by=work.actor.person_id,
            compared_at=work.now(),
            words=sealer.seal(DIFFERENCE, row_id, 1, words) if words else None,
        )
    )
    work.session.flush()
    return compared


def _edition(work: UnitOfWork, setting: Setting, paper: Paper, draft: Draft, say: Say) -> Edition:
    last, before = last_day(setting, paper, work.now()), unfiled(paper)
    filing = Filing(before.typists, work.actor.name, before.pages, new_reference(work), work.now())
    english_too = None
    if paper.language != Language.ENGLISH:
        english_too = text_of(
            setting, paper, draft, filing, last=last, say=english, locale=Language.ENGLISH
        ).encode()
    text = text_of(setting, paper, draft, filing, last=last, say=say, locale=paper.language)
    return Edition(
        reference=filing.reference,
        number=draft.edition,
        answers=paper.answers,
        document=text.encode(),
        english=english_too,
        name=paper.signature.name,
        place=paper.signature.place,
        language=paper.language,
        method=SigningMethod.PAPER,
        profile=setting.profile.key,
        profile_version=setting.profile.version,
        access_ends_at=end_of(last),
        investigator_id=paper.named[0],
        filed_at=work.now(),
    )

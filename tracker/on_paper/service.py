"""The only writer of papers: a copy is begun, typed, handed on, compared, and filed (Hampton F.2)."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from sqlalchemy import select

from tracker.affidavits.answers import Answers
from tracker.affidavits.drafts import draft_of, size_of
from tracker.affidavits.scan_files import Looked
from tracker.affidavits.scans import add_scan
from tracker.affidavits.setting import setting_of
from tracker.cases.holding import as_it_stands
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.on_paper.copied import PaperSignature
from tracker.on_paper.models import PaperCopy, PaperPage, PaperTypist
from tracker.on_paper.queries import Paper, paper_of, the_paper
from tracker.on_paper.reading import copy_facts, drafted
from tracker.on_paper.slots import COPIED, SIGNED
from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import NotFound, Overtaken, require
from tracker.policy.facts import CaseFacts
from tracker.policy.on_paper import (
    CopyFacts,
    PaperEnding,
    missing_room_on_copy,
    missing_to_add_pages,
    missing_to_copy,
    missing_to_go_on,
    missing_to_hand_on,
)
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.references import dated
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of


def begin_copy(work: UnitOfWork, case: CaseFacts, *, language: str) -> PaperCopy:
    """Begin to copy a paper in its language; where something is filed, from what that says.

    Access is copied anew from the paper, account by account.
    """
    permit(work.actor, Permission.ENTER_PAPER, case)
    case = as_it_stands(work, case)
    filed = draft_of(work.session, case.case_id).filed
    begun = paper_of(work.session, case.case_id) is not None
    require(missing_to_copy(case.seen_as, filed=filed.edition > 0, begun=begun))
    accounts = tuple(replace(account, mode="") for account in filed.answers.accounts)
    answers = replace(filed.answers, amends=filed.edition, accounts=accounts)
    row_id, now = uuid4(), work.now()
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    copy = work.add(
        PaperCopy(
            id=row_id,
            reference=work.reference(PaperCopy.reference, lambda: dated("V", now)),
            case_id=case.case_id,
            edition=filed.edition + 1,
            language=language,
            answers=sealer.seal_json(COPIED, row_id, 1, answers.as_json()),
            signature=sealer.seal_json(SIGNED, row_id, 1, PaperSignature().as_json()),
            begun_by=work.actor.person_id,
            begun_at=now,
            saved_at=now,
        )
    )
    record(work, Event.PAPER_BEGUN, about=("paper", copy.reference), case_id=case.case_id, language=language)
    return copy


def add_pages(
    work: UnitOfWork, case: CaseFacts, *, contents: tuple[bytes | Looked, ...]
) -> tuple[PaperPage, ...]:
    """Keep files that show the paper, sealed; a copy that was handed on goes back to be typed."""
    permit(work.actor, Permission.ENTER_PAPER, case)
    case, paper = _under_way(work, case)
    require(missing_to_add_pages(len(paper.pages), len(contents)))
    first = len(paper.all_pages) + 1
    added = []
    for number, content in enumerate(contents, first):
        scan = add_scan(work, case.case_id, content, page=number)
        work.session.flush()
        added.append(work.add(PaperPage(copy_id=paper.copy_id, scan_id=scan.id, number=number)))
    _typed(work, paper)
    _change(work, case, paper)
    return tuple(added)


def take_off_page(work: UnitOfWork, case: CaseFacts, *, number: int) -> PaperPage:
    """Take a page off: a wrong one, or one that shows a password; nobody is shown it any more."""
    permit(work.actor, Permission.ENTER_PAPER, case)
    case, paper = _under_way(work, case)
    if number not in {page.number for page in paper.pages}:
        raise NotFound
    found = select(PaperPage).where(PaperPage.copy_id == paper.copy_id, PaperPage.number == number)
    page = work.session.scalars(found).one()
    about = ("paper", paper.reference)
    record(work, Event.PAPER_PAGE_TAKEN_OFF, about=about, case_id=case.case_id, page=number)
    _typed(work, paper)
    _change(work, case, paper)
    return work.change(page, taken_off_at=work.now(), taken_off_by=work.actor.person_id)


def save_copy(
    work: UnitOfWork,
    case: CaseFacts,
    *,
    seen: int,
    part: str,
    answers: Answers | None = None,
    signature: PaperSignature | None = None,
) -> PaperCopy:
    """Keep what was typed of a paper; nothing is kept that looks like a password (R-03).

    ``seen`` is the version that the page was made from; raises Overtaken when it is another by now.
    """
    permit(work.actor, Permission.ENTER_PAPER, case)
    case, paper = _under_way(work, case)
    if paper.version != seen:
        raise Overtaken
    texts = (*(answers.texts if answers else ()), *(signature.texts if signature else ()))
    for text in texts:
        require(missing_in_text(text))
    if answers is not None:
        require(missing_room_on_copy(size_of(answers), size_of(paper.answers)))
    record(work, Event.PAPER_TYPED, about=("paper", paper.reference), case_id=case.case_id, part=part)
    _typed(work, paper)
    return _change(work, case, paper, answers=answers, signature=signature)


def hand_on(work: UnitOfWork, case: CaseFacts) -> PaperCopy:
    """Hand a whole copy on, so that somebody else compares it with the paper."""
    permit(work.actor, Permission.ENTER_PAPER, case)
    case, paper = _under_way(work, case)
    require(missing_to_hand_on(_facts(work, case, paper)))
    _typed(work, paper)
    record(work, Event.PAPER_HANDED_ON, about=("paper", paper.reference), case_id=case.case_id)
    return _change(work, case, paper, handed_on=True)


def leave_copy(work: UnitOfWork, case: CaseFacts) -> PaperCopy:
    """End a copy without filing it; what was typed and scanned stays on record."""
    permit(work.actor, Permission.ENTER_PAPER, case)
    case = as_it_stands(work, case)
    paper = the_paper(work.session, case.case_id)
    record(work, Event.PAPER_LEFT, about=("paper", paper.reference), case_id=case.case_id)
    return end_copy(work, case, paper, ending=PaperEnding.LEFT)


def end_copy(
    work: UnitOfWork,
    case: CaseFacts,
    paper: Paper,
    *,
    ending: PaperEnding,
    affidavit_id: UUID | None = None,
) -> PaperCopy:
    """End a copy for good; one that was filed names the affidavit that it became."""
    return _change(
        work,
        case,
        paper,
        handed_on=True,
        ending=ending.value,
        ended_at=work.now(),
        affidavit_id=affidavit_id,
    )


def send_back(work: UnitOfWork, case: CaseFacts, paper: Paper) -> PaperCopy:
    """Let a copy be typed again."""
    return _change(work, case, paper)


def _under_way(work: UnitOfWork, case: CaseFacts) -> tuple[CaseFacts, Paper]:
    case = as_it_stands(work, case)
    paper = the_paper(work.session, case.case_id)
    require(missing_to_go_on(_facts(work, case, paper)))
    return case, paper


def _facts(work: UnitOfWork, case: CaseFacts, paper: Paper) -> CopyFacts:
    setting = setting_of(work.session, case.case_id)
    return copy_facts(case, setting, paper, drafted(work.session, setting, paper), work.now())


def _typed(work: UnitOfWork, paper: Paper) -> None:
    """Note that somebody had a hand in the copy or in what is shown of its paper, so never compares it."""
    if work.actor.person_id not in paper.typists:
        work.add(PaperTypist(copy_id=paper.copy_id, person_id=work.actor.person_id, since=work.now()))


def _change(
    work: UnitOfWork,
    case: CaseFacts,
    paper: Paper,
    *,
    answers: Answers | None = None,
    signature: PaperSignature | None = None,
    handed_on: bool = False,
    **values: object,
) -> PaperCopy:
    """Give a copy its next state; whatever changes of it, it has to be handed on anew."""
    row = work.session.scalars(select(PaperCopy).where(PaperCopy.id == paper.copy_id)).one()
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    following = row.version + 1
    typed = answers if answers is not None else paper.answers
    signed = signature if signature is not None else paper.signature
    return work.change(
        row,
        answers=sealer.seal_json(COPIED, row.id, following, typed.as_json()),
        signature=sealer.seal_json(SIGNED, row.id, following, signed.as_json()),
        saved_at=work.now(),
        handed_on_at=(row.handed_on_at or work.now()) if handed_on else None,
        **values,
    )

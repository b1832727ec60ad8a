"""The oath: a statement is made ready, an officer takes the oath on exactly that text, and it is filed.

What the officer says of it is a part of the signed text, so that the fingerprint is over all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from tracker.accounts.queries import names_of
from tracker.affidavits.document import fingerprint, promised
from tracker.affidavits.drafts import Draft, draft_of
from tracker.affidavits.ending import end_waiting
from tracker.affidavits.filing import edition_of, file_edition, new_reference
from tracker.affidavits.jurat import Jurat, sworn
from tracker.affidavits.models import Affidavit, PendingStatement
from tracker.affidavits.service import text_to_sign
from tracker.affidavits.setting import Setting, end_of, facts_of, setting_of
from tracker.affidavits.slots import STATEMENT, STATEMENT_ANSWERS, STATEMENT_ENGLISH
from tracker.affidavits.waiting_statement import Waiting, waiting_for
from tracker.affidavits.words import Say, english
from tracker.cases.holding import as_it_stands, hold_case
from tracker.clock import agency_day
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.affidavit import missing_in_answers
from tracker.policy.affidavit_window import missing_to_answer
from tracker.policy.answers import NotFound, require
from tracker.policy.facts import CaseFacts
from tracker.policy.legal import Declaration, SigningMethod
from tracker.policy.oaths import OathFacts, missing_for_oath
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.vocabulary import Language
from tracker.policy.ways import EndOfWaiting, missing_to_choose_way, missing_to_make_ready
from tracker.references import dated
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of


@dataclass(frozen=True, slots=True)
class Oath:
    """What is recorded of an oath; ``shown_digest`` is of the text that the officer had on the page."""

    shown_digest: str
    identified_by: str
    officer: str
    title: str
    authority: str
    venue: str
    sworn_today: bool
    commission: str = ""
    commission_ends: date | None = None


def make_statement(
    work: UnitOfWork, case: CaseFacts, *, method: SigningMethod, language: str, say: Say
) -> PendingStatement:
    """Make the statement ready to be sworn, in English where the law's words are; one that waited ends."""
    permit(work.actor, Permission.SIGN_AFFIDAVIT, case)
    hold_case(work, case.case_id)
    draft, setting = draft_of(work.session, case.case_id), setting_of(work.session, case.case_id)
    require(missing_to_answer(case.seen_as, filed=draft.filed.edition > 0))
    if not draft.is_open:
        raise NotFound
    require(missing_to_choose_way(method, setting.profile.methods))
    require(missing_to_make_ready(_made_ready(work, case.case_id), work.now()))
    require(missing_in_answers(facts_of(setting, draft.answers)))
    end_waiting(work, case.case_id, why=EndOfWaiting.ANOTHER_WAY)
    promise, last = _promise(setting, method), setting.access_ends(work.now())
    if not promise.speaks(language):
        language, say = promise.signed_in(language), english
    text = text_to_sign(setting, draft, last, language=language, say=say)
    text += promised(promise.words(language), say)
    in_english = _in_english(setting, draft, promise, last, language)
    row_id, sealer = uuid4(), vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    statement = PendingStatement(
        id=row_id,
        reference=work.reference(PendingStatement.reference, lambda: dated("W", work.now())),
        case_id=case.case_id,
        edition=draft.edition,
        method=method.value,
        language=language,
        profile=setting.profile.key,
        profile_version=setting.profile.version,
        text=sealer.seal(STATEMENT, row_id, 1, text),
        english=sealer.seal(STATEMENT_ENGLISH, row_id, 1, in_english) if in_english else None,
        answers=sealer.seal_json(STATEMENT_ANSWERS, row_id, 1, draft.answers.as_json()),
        digest=fingerprint(text.encode()),
        access_ends_at=end_of(last),
        investigator_id=setting.header.investigator_id,
        made_at=work.now(),
    )
    return _say_ready(work, work.add(statement))


def _made_ready(work: UnitOfWork, case_id: UUID) -> Sequence[datetime]:
    made = select(PendingStatement.made_at).where(PendingStatement.case_id == case_id)
    return work.session.scalars(made).all()


def _in_english(setting: Setting, draft: Draft, promise: Declaration, last: date, language: str) -> str:
    """Return in English what is sworn in another language; nothing where it is sworn in English."""
    if language == Language.ENGLISH:
        return ""
    text = text_to_sign(setting, draft, last, language=language, say=english, locale=Language.ENGLISH)
    return text + promised(promise.words(), english)


def _say_ready(work: UnitOfWork, statement: PendingStatement) -> PendingStatement:
    record(
        work,
        Event.STATEMENT_READY,
        about=("statement", statement.reference),
        case_id=statement.case_id,
        digest=statement.digest,
        language=statement.language,
    )
    return statement


def leave_statement(work: UnitOfWork, case: CaseFacts) -> None:
    """End the statement that waits, at the candidate's wish; raises NotFound where none does."""
    permit(work.actor, Permission.SIGN_AFFIDAVIT, case)
    if not end_waiting(work, case.case_id, why=EndOfWaiting.ANOTHER_WAY):
        raise NotFound


def take_oath(work: UnitOfWork, case: CaseFacts, *, oath: Oath, say: Say) -> Affidavit:
    """Record that the statement was sworn before an officer, and file it as it was sworn.

    ``say`` speaks the language of the statement. Raises NotFound where none waits, Refused with everything
    that stands in the way: who searches or decides in the case takes no oath in it.
    """
    permit(work.actor, Permission.TAKE_OATH, case)
    case = as_it_stands(work, case)
    statement = waiting_for(work.session, case.case_id, SigningMethod.OATH)
    require(missing_to_answer(case.seen_as, filed=statement.edition > 1))
    require(missing_for_oath(_facts(work, case, statement, oath)))
    setting = setting_of(work.session, case.case_id)
    reference = new_reference(work)
    jurat = _jurat(work, setting, statement, oath, reference)
    document = sworn(statement.text, jurat, say)
    in_english = sworn(statement.english, jurat, english) if statement.english else None
    about = ("statement", statement.reference)
    record(work, Event.OATH_TAKEN, about=about, case_id=case.case_id, digest=statement.digest)
    end_waiting(work, case.case_id, why=EndOfWaiting.FILED, recorded_by=work.actor.person_id)
    edition = edition_of(
        statement,
        reference=reference,
        document=document,
        in_english=in_english,
        name=jurat.name,
        place=jurat.venue,
        filed_at=jurat.sworn_at,
    )
    return file_edition(work, case, edition, say=say)


def _facts(work: UnitOfWork, case: CaseFacts, statement: Waiting, oath: Oath) -> OathFacts:
    apart = apart_from(work, case)
    return OathFacts(
        recorded_by=work.actor.person_id,
        officer=oath.officer,
        searching_ids=apart.searching_ids,
        deciding_ids=apart.deciding_ids,
        searching=apart.searching,
        deciding=apart.deciding,
        sworn_before=oath.sworn_today,
        shown_digest=oath.shown_digest,
        digest=statement.digest if statement.intact else "",
        identified_by=oath.identified_by,
        title=oath.title,
        authority=oath.authority,
        venue=oath.venue,
        commission=oath.commission,
        commission_ends=oath.commission_ends,
        today=agency_day(work.now()),
    )


@dataclass(frozen=True, slots=True)
class Apart:
    """Who has a case or ever searched in it, and who decides in it: their ids and their names."""

    searching_ids: frozenset[UUID]
    deciding_ids: frozenset[UUID]
    searching: tuple[str, ...]
    deciding: tuple[str, ...]


def apart_from(work: UnitOfWork, case: CaseFacts) -> Apart:
    """Return who may be neither officer nor notary of a statement, nor judge how it was sworn."""
    named = names_of(work.session, case.worked | case.seated)
    return Apart(
        searching_ids=case.worked,
        deciding_ids=case.seated,
        searching=tuple(named[one] for one in case.worked if one in named),
        deciding=tuple(named[one] for one in case.seated if one in named),
    )


def _jurat(work: UnitOfWork, setting: Setting, statement: Waiting, oath: Oath, reference: str) -> Jurat:
    return Jurat(
        name=setting.header.candidate_name,
        statement=statement.digest,
        identified_by=oath.identified_by.strip(),
        officer=oath.officer.strip(),
        title=oath.title.strip(),
        authority=oath.authority.strip(),
        commission=oath.commission.strip(),
        commission_ends=oath.commission_ends,
        venue=oath.venue.strip(),
        sworn_at=work.now(),
        recorded_by=work.actor.name,
        reference=reference,
    )


def _promise(setting: Setting, method: SigningMethod) -> Declaration:
    declaration = setting.profile.declaration(method)
    if declaration is None:
        raise NotFound
    return declaration

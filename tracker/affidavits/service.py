"""Signs and files affidavits: a filed edition never changes, an amendment is a further one (Hampton F.2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from tracker.affidavits.access import Giving, give_access
from tracker.affidavits.answers import AccountAnswer, Answers
from tracker.affidavits.difference import difference
from tracker.affidavits.document import Heading, Signature, fingerprint, signed, statement
from tracker.affidavits.drafts import Draft, draft_of
from tracker.affidavits.models import Affidavit, DeclaredAccount
from tracker.affidavits.papers import keep_paper
from tracker.affidavits.setting import Setting, end_of, facts_of, setting_of
from tracker.affidavits.slots import ANSWERS, DETAILS, DOCUMENT, HANDLE, IN_ENGLISH, SIGNED_NAME, SIGNED_PLACE
from tracker.affidavits.words import Say, english
from tracker.cases.service import move_case
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.affidavit import missing_in_text, missing_to_file
from tracker.policy.affidavit_window import missing_to_answer
from tracker.policy.answers import require
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.vocabulary import AccessMode, Stage
from tracker.references import dated
from tracker.vault.format import Domain
from tracker.vault.sealer import Sealer
from tracker.vault.vault import vault_of

LANGUAGES = {"en": "English", "es": "Español"}
"""What the languages of the candidate's side call themselves."""


@dataclass(frozen=True, slots=True)
class Signing:
    """What the candidate does on the sign page; ``shown_digest`` is of the text that was checked."""

    shown_digest: str
    typed_name: str
    place: str
    meant: bool
    outside_us: bool = False
    names_differ_because: str = ""
    language: str = "en"


def text_to_sign(
    setting: Setting, draft: Draft, today: date, *, language: str, say: Say, locale: str = ""
) -> str:
    """Return the statement as it stands: head, questions, answers, access, and what an edition changes.

    ``language`` is the one signed in, which the head names; ``locale`` that of ``say``, if another.
    """
    heading = Heading(
        agency=setting.agency,
        requisition=f"{setting.header.requisition_title} ({setting.header.requisition_reference})",
        case=setting.header.reference,
        candidate=setting.header.candidate_name,
        profile=f"{setting.profile.name} ({setting.profile.key}, version {setting.profile.version})",
        language=LANGUAGES.get(language, language),
        edition=draft.edition,
        investigator=setting.header.investigator_name,
        grants_end=today,
        look_back_years=setting.look_back_years,
        accounts_ground="" if setting.accounts_asked else setting.accounts_line.source,
        previous_fingerprint=draft.filed.fingerprint,
        locale=locale or language,
        changes=difference(draft.filed.answers, draft.answers, say) if draft.filed.edition else (),
    )
    return statement(heading, draft.answers, say)


def file_affidavit(work: UnitOfWork, case: CaseFacts, *, signing: Signing, say: Say = english) -> Affidavit:
    """Sign and file the answers as they were shown, with the access they give; the search can start.

    Raises Refused with everything that is left, also when the text changed since it was shown (R-04).
    """
    permit(work.actor, Permission.SIGN_AFFIDAVIT, case)
    draft = draft_of(work.session, case.case_id)
    require(missing_to_answer(case.seen_as, filed=draft.filed.edition > 0))
    setting = setting_of(work.session, case.case_id)
    last = setting.access_ends(work.now())
    body = text_to_sign(setting, draft, last, language=signing.language, say=say)
    facts = replace(
        facts_of(setting, draft.answers),
        shown_digest=signing.shown_digest,
        current_digest=fingerprint(body.encode()),
        typed_name=signing.typed_name,
        names_differ_because=signing.names_differ_because,
        signature_meant=signing.meant,
        already_filed=not draft.is_open,
    )
    require(missing_to_file(facts))
    for text in (signing.typed_name, signing.place, signing.names_differ_because, *draft.answers.texts):
        require(missing_in_text(text))
    signature = _signature(work, setting, signing)
    document = signed(body, signature, say)
    affidavit = _file(
        work,
        setting,
        draft,
        signature=signature,
        document=document,
        english_too=_in_english(setting, draft, last, signing, signature),
        language=signing.language,
    )
    give_access(work, case, givings=_declare(work, affidavit, draft.answers), ends_at=end_of(last))
    keep_paper(work, affidavit, text=document.decode(), say=say)
    if not draft.filed.edition:
        move_case(work, case, to=Stage.SEARCH)
    work.session.flush()
    return affidavit


def _in_english(
    setting: Setting, draft: Draft, last: date, signing: Signing, signature: Signature
) -> bytes | None:
    """Return in English what is signed in another language: same answers, same promise, same signature."""
    if signing.language == "en":
        return None
    body = text_to_sign(setting, draft, last, language=signing.language, say=english, locale="en")
    promise = setting.declaration.words(outside_us=signing.outside_us)
    return signed(body, replace(signature, declaration=promise), english)


def _signature(work: UnitOfWork, setting: Setting, signing: Signing) -> Signature:
    declaration = setting.declaration
    return Signature(
        reference=work.reference(Affidavit.reference, lambda: dated("D", work.now())),
        declaration=declaration.words(signing.language, outside_us=signing.outside_us),
        name=signing.typed_name.strip(),
        name_on_record=setting.header.candidate_name,
        names_differ_because=signing.names_differ_because.strip(),
        place=signing.place.strip(),
        signed_at=work.now(),
    )


def _file(
    work: UnitOfWork,
    setting: Setting,
    draft: Draft,
    *,
    signature: Signature,
    document: bytes,
    english_too: bytes | None,
    language: str,
) -> Affidavit:
    row_id, sealer = uuid4(), _sealer(work, setting.case_id)
    place = sealer.seal(SIGNED_PLACE, row_id, 1, signature.place) if signature.place else None
    affidavit = work.add(
        Affidavit(
            id=row_id,
            reference=signature.reference,
            case_id=setting.case_id,
            edition=draft.edition,
            document=sealer.seal(DOCUMENT, row_id, 1, document),
            english=sealer.seal(IN_ENGLISH, row_id, 1, english_too) if english_too else None,
            answers=sealer.seal_json(ANSWERS, row_id, 1, draft.answers.as_json()),
            signed_name=sealer.seal(SIGNED_NAME, row_id, 1, signature.name),
            signed_place=place,
            language=language,
            declaration=setting.declaration.method,
            profile=setting.profile.key,
            profile_version=setting.profile.version,
            fingerprint=fingerprint(document),
            filed_at=signature.signed_at,
        )
    )
    _say_filed(work, affidavit, len(draft.answers.accounts))
    work.session.flush()
    return affidavit


def _say_filed(work: UnitOfWork, affidavit: Affidavit, accounts: int) -> None:
    about, case_id = ("affidavit", affidavit.reference), affidavit.case_id
    if affidavit.edition == 1:
        record(
            work,
            Event.AFFIDAVIT_FILED,
            about=about,
            case_id=case_id,
            accounts=accounts,
            fingerprint=affidavit.fingerprint,
            language=affidavit.language,
        )
    else:
        record(
            work,
            Event.AFFIDAVIT_AMENDED,
            about=about,
            case_id=case_id,
            edition=affidavit.edition,
            accounts=accounts,
            fingerprint=affidavit.fingerprint,
        )


def _declare(work: UnitOfWork, affidavit: Affidavit, answers: Answers) -> tuple[Giving, ...]:
    """Add a row for each account; return the choices of access, one for each account in use."""
    sealer, givings = _sealer(work, affidavit.case_id), []
    for account in answers.accounts:
        row = work.add(_declared(work, sealer, affidavit, account))
        if not account.former:
            mode = account.chosen or AccessMode.PUBLIC_ONLY
            givings.append(Giving(row.id, account, mode))
    work.session.flush()
    return tuple(givings)


def _declared(
    work: UnitOfWork, sealer: Sealer, affidavit: Affidavit, account: AccountAnswer
) -> DeclaredAccount:
    row_id, index = uuid4(), None
    if account.canonical:
        name = f"{account.platform}:{account.canonical}"
        index = vault_of(work.session).blind_index("declared_accounts", "handle", name)
    details = {
        "platform_name": account.platform_name,
        "whose": account.whose,
        "visible": account.visible,
        "stopped_year": account.stopped_year,
        "ended": account.ended,
    }
    return DeclaredAccount(
        id=row_id,
        affidavit_id=affidavit.id,
        case_id=affidavit.case_id,
        number=account.number,
        platform=account.platform,
        handle=sealer.seal(HANDLE, row_id, 1, account.handle) if account.handle else None,
        details=sealer.seal_json(DETAILS, row_id, 1, details),
        account_index=index,
        former=account.former,
    )


def _sealer(work: UnitOfWork, case_id: UUID) -> Sealer:
    return vault_of(work.session).domain(work.session, Domain.CASE, case_id)

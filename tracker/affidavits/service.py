"""Signs and files affidavits: a filed edition never changes, an amendment is a further one (Hampton F.2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from tracker.affidavits.citing import cited, law_words
from tracker.affidavits.difference import difference
from tracker.affidavits.document import Heading, Signature, fingerprint, signed, statement
from tracker.affidavits.drafts import Draft, draft_of
from tracker.affidavits.filing import Edition, file_edition, new_reference
from tracker.affidavits.models import Affidavit
from tracker.affidavits.setting import Setting, end_of, facts_of, setting_of
from tracker.affidavits.sign_codes import proved_by
from tracker.affidavits.words import Say, english
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.affidavit import missing_in_text, missing_to_file
from tracker.policy.affidavit_window import missing_to_answer
from tracker.policy.answers import NotFound, Unmet, require
from tracker.policy.casework import AffidavitFacts
from tracker.policy.facts import CaseFacts
from tracker.policy.legal import Declaration, SigningMethod
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.signing import missing_proof
from tracker.policy.vocabulary import Language
from tracker.policy.ways import missing_to_sign_here
from tracker.policy.words import TONGUES
from tracker.settings import Settings


@dataclass(frozen=True, slots=True)
class Signing:
    """What the candidate does on the sign page; ``shown_digest`` is of the text that was checked.

    ``code`` is the fresh proof: what was sent for this signature, or given with the invitation.
    """

    shown_digest: str
    typed_name: str
    place: str
    meant: bool
    outside_us: bool = False
    names_differ_because: str = ""
    language: str = Language.ENGLISH
    code: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Return everything in somebody's own words, none of which may hold a password."""
        return (self.typed_name, self.place, self.names_differ_because)


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
        profile=law_words(setting.profile, say),
        language=TONGUES[Language(language)],
        edition=draft.edition,
        investigator=setting.header.investigator_name,
        grants_end=today,
        look_back_years=setting.look_back_years,
        accounts_ground=""
        if setting.accounts_asked
        else cited(setting.accounts_line.source) or setting.profile.name,
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
    draft, setting = draft_of(work.session, case.case_id), setting_of(work.session, case.case_id)
    require(missing_to_sign_here(setting.profile.methods))
    require(missing_to_answer(case.seen_as, filed=draft.filed.edition > 0))
    last = setting.access_ends(work.now())
    body = text_to_sign(setting, draft, last, language=signing.language, say=say)
    require((*missing_to_file(_facts(setting, draft, signing, body)), *_unproved(work, case, signing)))
    for text in (*signing.texts, *draft.answers.texts):
        require(missing_in_text(text))
    signature = _signature(work, setting, signing)
    edition = Edition(
        reference=signature.reference,
        number=draft.edition,
        answers=draft.answers,
        document=signed(body, signature, say),
        english=_in_english(setting, draft, last, signing, signature),
        name=signature.name,
        place=signature.place,
        language=signing.language,
        method=SigningMethod.DECLARATION,
        profile=setting.profile.key,
        profile_version=setting.profile.version,
        access_ends_at=end_of(last),
        investigator_id=setting.header.investigator_id,
        filed_at=signature.signed_at,
    )
    return file_edition(work, case, edition, say=say)


def _facts(setting: Setting, draft: Draft, signing: Signing, body: str) -> AffidavitFacts:
    return replace(
        facts_of(setting, draft.answers),
        shown_digest=signing.shown_digest,
        current_digest=fingerprint(body.encode()),
        typed_name=signing.typed_name,
        names_differ_because=signing.names_differ_because,
        signature_meant=signing.meant,
        already_filed=not draft.is_open,
    )


def _unproved(work: UnitOfWork, case: CaseFacts, signing: Signing) -> tuple[Unmet, ...]:
    """Say that the signature lacks its fresh proof; record which one it has."""
    proof = proved_by(work, case, signing.code)
    if proof is not None:
        record(work, Event.SIGNATURE_PROVED, case_id=case.case_id, way=proof)
    return missing_proof(proof, demo=cast(Settings, work.session.info["settings"]).demo)


def _in_english(
    setting: Setting, draft: Draft, last: date, signing: Signing, signature: Signature
) -> bytes | None:
    """Return in English what is signed in another language: same answers, same promise, same signature."""
    if signing.language == Language.ENGLISH:
        return None
    body = text_to_sign(setting, draft, last, language=signing.language, say=english, locale=Language.ENGLISH)
    promise = _signed_under(setting).words(outside_us=signing.outside_us)
    return signed(body, replace(signature, declaration=promise), english)


def _signature(work: UnitOfWork, setting: Setting, signing: Signing) -> Signature:
    return Signature(
        reference=new_reference(work),
        declaration=_signed_under(setting).words(signing.language, outside_us=signing.outside_us),
        name=signing.typed_name.strip(),
        name_on_record=setting.header.candidate_name,
        names_differ_because=signing.names_differ_because.strip(),
        place=signing.place.strip(),
        signed_at=work.now(),
    )


def _signed_under(setting: Setting) -> Declaration:
    if setting.declaration is None:
        raise NotFound
    return setting.declaration

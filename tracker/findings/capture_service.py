"""The only writer of captures, of their links and of the lines of their custody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from tracker.antivirus import keeps_unscanned, scanner_of
from tracker.cases.holding import as_it_stands
from tracker.cases.openings import Thing, record_opening
from tracker.clock import since_midnight
from tracker.db import UnitOfWork
from tracker.findings import slots
from tracker.findings.alarm import tell_unlike
from tracker.findings.arrivals import (
    NOTHING_TOLD,
    ToldOf,
    added_since,
    arrival_row,
    custody_row,
    require_sound,
    room_taken,
)
from tracker.findings.arriving import Limits, Received
from tracker.findings.capture_queries import (
    ADDED,
    EXPORTED,
    VERIFIED,
    CaptureRow,
    same_file,
)
from tracker.findings.inside import inside_row
from tracker.findings.intake import Intake
from tracker.findings.keepers import recorded_files
from tracker.findings.models import Capture
from tracker.findings.reading import unseal
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import Refused, Unmet, require
from tracker.policy.captures import CaptureOffer, FileState, Room, missing_for_reading, missing_to_capture
from tracker.policy.facts import CaseFacts
from tracker.policy.judgement import reads_all
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.vocabulary import SignedIn
from tracker.protocol.away import against_link
from tracker.protocol.surroundings import standing
from tracker.references import plain
from tracker.settings import Settings
from tracker.vault.format import Domain, Slot
from tracker.vault.sealer import Sealer
from tracker.vault.vault import vault_of


@dataclass(frozen=True, slots=True)
class CaptureText:
    """What is said of captures that are added together; ``captured_zone`` names the zone of their clock."""

    source_link: str
    no_source_reason: str
    shows: str
    tool: str
    signed_in: SignedIn
    captured_at: datetime
    captured_zone: str
    department_device: bool


class SameFile(Refused):
    """The case has this very file already; ``reference`` is the capture that it is."""

    def __init__(self, name: str, reference: str) -> None:
        """Say which file, and which capture."""
        words = f"'{name}' is the same file as capture {reference}. Link to it instead?"
        super().__init__(Unmet(None, words, fix=f"capture:{reference}"))
        self.reference = reference


def settings_of(session: Session) -> Settings:
    """Return the agency's settings."""
    return cast(Settings, session.info["settings"])


def open_intake(session: Session, case: CaseFacts) -> Intake:
    """Return the block that takes in the files of one form for a case."""
    settings = settings_of(session)
    sealer = vault_of(session).domain(session, Domain.CASE, case.case_id)
    limits = Limits(settings.image_bytes, settings.archive_bytes)
    session.rollback()  # an upload can last; no snapshot of the database waits for it

    def recorded(files: Collection[UUID]) -> frozenset[UUID]:
        session.rollback()
        return recorded_files(session, files)

    return Intake(sealer, limits, recorded, scanner=scanner_of(settings))


def add_captures(
    work: UnitOfWork,
    case: CaseFacts,
    *,
    text: CaptureText,
    files: Sequence[Received],
    told: ToldOf = NOTHING_TOLD,
) -> tuple[Capture, ...]:
    """Keep files as received, each bound to the case with its digest, source and custody (Hampton C.3.c).

    All of them are kept or none: who keeps what is sound of several offers them one by one.
    """
    case = as_it_stands(work, case)
    permit(work.actor, Permission.ADD_CAPTURE, case)
    require(standing(work.session, case, work.actor.person_id, work.now()).unmet)
    typed = (told.reason, text.source_link, text.no_source_reason, text.shows, text.tool)
    require(
        (
            *against_link(work.session, case.case_id, text.source_link),
            *(unmet for one in typed for unmet in missing_in_text(one)),
            *missing_to_capture(_offer(work, case, text, files)),
        )
    )
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    for file in files:
        require_sound(file, told, keeps_unscanned=keeps_unscanned(settings_of(work.session)))
    made = [_add(work, case, sealer, text, file) for file in files]
    for capture, file in zip(made, files, strict=True):
        work.add(arrival_row(sealer, capture.id, file, told))
    return tuple(made)


def _offer(work: UnitOfWork, case: CaseFacts, text: CaptureText, files: Sequence[Received]) -> CaptureOffer:
    settings = settings_of(work.session)
    present, there = room_taken(work.session, case.case_id)
    return CaptureOffer(
        source_link=text.source_link,
        no_source_reason=text.no_source_reason,
        shows=text.shows,
        tool=text.tool,
        captured_at=text.captured_at,
        now=work.now(),
        department_device=text.department_device,
        present=present,
        adding=len(files),
        limit=settings.captures_a_case,
        room=Room(
            adding=sum(file.sealed.size for file in files),
            in_case=there,
            case_limit=settings.case_bytes,
            today=added_since(work.session, work.actor.person_id, since_midnight(work.now())),
            day_limit=settings.person_day_bytes,
        ),
    )


def _add(work: UnitOfWork, case: CaseFacts, sealer: Sealer, text: CaptureText, file: Received) -> Capture:
    there = same_file(work.session, case.case_id, file.sealed.sha256)
    if there is not None:
        raise SameFile(file.name, there)
    capture = work.add(_row(work, case, sealer, text, file))
    work.session.flush()
    work.add(custody_row(work.actor, work.now(), capture.id, ADDED))
    if file.seen:
        work.add(inside_row(sealer, capture.id, file.seen, work.now()))
    record(
        work,
        Event.CAPTURE_ADDED,
        about=("capture", capture.reference),
        case_id=case.case_id,
        media_type=capture.media_type,
        size=capture.size,
        sha256=capture.sha256,
    )
    return capture


def _row(work: UnitOfWork, case: CaseFacts, sealer: Sealer, text: CaptureText, file: Received) -> Capture:
    capture_id = uuid4()

    def seal(slot: Slot, words: str) -> bytes:
        return sealer.seal(slot, capture_id, 1, words)

    return Capture(
        id=capture_id,
        reference=work.reference(Capture.reference, lambda: plain("K")),
        case_id=case.case_id,
        file_id=file.file_id,
        file_name=seal(slots.FILE_NAME, file.name),
        media_type=file.kind.value.media_type,
        size=file.sealed.size,
        sha256=file.sealed.sha256,
        sealed_sha256=file.sealed.sealed_sha256,
        source_link=seal(slots.CAPTURE_LINK, text.source_link) if text.source_link else None,
        no_source_reason=(
            seal(slots.CAPTURE_NO_SOURCE, text.no_source_reason) if text.no_source_reason else None
        ),
        shows=seal(slots.SHOWS, text.shows),
        tool=seal(slots.TOOL, text.tool),
        signed_in=text.signed_in,
        department_device=text.department_device,
        captured_at=text.captured_at,
        captured_zone=text.captured_zone,
        uploaded_by=work.actor.person_id,
        uploaded_at=work.now(),
    )


def record_refused(work: UnitOfWork, case: CaseFacts, *, codes: Sequence[str]) -> None:
    """Record that files were offered and not kept; only why, with no word of theirs."""
    permit(work.actor, Permission.ADD_CAPTURE, case)
    for code in codes:
        record(work, Event.CAPTURE_REFUSED, case_id=case.case_id, outcome="denied", reason=code)


def record_verified(
    work: UnitOfWork, case: CaseFacts, *, capture: CaptureRow, state: FileState
) -> CaptureRow:
    """Record what was found when the digest of a capture was computed anew."""
    permit(work.actor, Permission.VERIFY_CAPTURE, case)
    if state is not FileState.INTACT and capture.state in (None, FileState.INTACT):
        tell_unlike(work, [case.case_id])
    work.add(custody_row(work.actor, work.now(), capture.capture_id, VERIFIED, state))
    about = ("capture", capture.reference)
    record(work, Event.CAPTURE_VERIFIED, about=about, case_id=case.case_id, result=state)
    return replace(capture, state=state, verified_at=work.now())


def record_download(work: UnitOfWork, case: CaseFacts, *, capture: CaptureRow, reason: str) -> None:
    """Record, before its bytes leave, that a capture is read and a copy leaves the product, and why.

    ``reason`` is the number of a matter where an auditor asks, and a code where others do.
    """
    if reads_all(work.actor.role):
        permit(work.actor, Permission.READ_CAPTURE, case)
        require(missing_for_reading(reason))
        record_opening(
            work, case_id=case.case_id, thing=Thing.CAPTURE, reference=capture.reference, reason=reason
        )
    else:
        unseal(work, case, thing=Thing.CAPTURE, reference=capture.reference, matter=reason)
    work.add(custody_row(work.actor, work.now(), capture.capture_id, EXPORTED))
    record(work, Event.CAPTURE_EXPORTED, about=("capture", capture.reference), case_id=case.case_id)

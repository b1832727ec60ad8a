"""How far many affidavits are, for HR: begun, ready, or filed; of the answers, nothing is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, exists, select
from sqlalchemy.orm import Session

from tracker.affidavits.answers import read_answers
from tracker.affidavits.models import (
    Affidavit,
    AffidavitDraft,
    PendingStatement,
    ScanCheck,
    SignedScan,
    StatementEnd,
)
from tracker.affidavits.setting import as_judged
from tracker.affidavits.slots import DRAFT
from tracker.cases.how_far import HowFar
from tracker.cases.models import Case
from tracker.editions.shelf import editions
from tracker.policy.access_modes import modes_offered
from tracker.policy.affidavit import missing_in_answers
from tracker.policy.legal import SigningMethod
from tracker.policy.vocabulary import PositionClass
from tracker.requisitions.models import Requisition
from tracker.vault.format import Domain
from tracker.vault.sealer import Sealer
from tracker.vault.vault import vault_of

BEGUN, READY = HowFar("Started"), HowFar("Ready but not signed", waits=True)
_MANY = (
    select(
        PendingStatement.case_id,
        PendingStatement.method,
        exists()
        .where(
            SignedScan.statement_id == PendingStatement.id, SignedScan.id.not_in(select(ScanCheck.scan_id))
        )
        .correlate(PendingStatement)
        .label("unchecked"),
    )
    .outerjoin(StatementEnd, StatementEnd.statement_id == PendingStatement.id)
    .where(
        PendingStatement.case_id.in_(bindparam("cases", expanding=True)),
        PendingStatement.edition == 1,
        StatementEnd.id.is_(None),
    )
)
SWEAR = HowFar("To be sworn", waits=True, act=("affidavits.oath", "Take the oath"))
NOTARY = HowFar(
    "To be sworn before a notary",
    waits=True,
    act=("affidavits.notary_scan", "Hand in the notary’s paper for them"),
)
CHECK = HowFar("Scan to be checked", waits=True, act=("affidavits.notary_paper", "Check the scan"))
FILED = HowFar("Filed", done=True)

_FILED = select(Affidavit.case_id).where(
    Affidavit.case_id.in_(bindparam("cases", expanding=True)), Affidavit.edition == 1
)
_BEGUN = (
    select(
        AffidavitDraft.case_id,
        AffidavitDraft.id,
        AffidavitDraft.version,
        AffidavitDraft.answers,
        Requisition.profile,
        Requisition.profile_version,
        Requisition.profile_digest,
        Requisition.position_class,
        Requisition.incumbents,
    )
    .join(Case, Case.id == AffidavitDraft.case_id)
    .join(Requisition, Requisition.id == Case.requisition_id)
    .where(AffidavitDraft.case_id.in_(bindparam("cases", expanding=True)))
)


def how_far_affidavits_are(session: Session, cases: Collection[UUID]) -> Mapping[UUID, HowFar]:
    """Return how far the affidavits of many cases are, in three statements; none where nothing is begun."""
    filed = set(session.scalars(_FILED, {"cases": list(cases)}))
    return dict.fromkeys(filed, FILED) | {
        case_id: READY if ready else BEGUN
        for case_id, ready in which_are_ready(session, set(cases) - filed).items()
    }


def which_are_ready(session: Session, cases: Collection[UUID]) -> Mapping[UUID, bool]:
    """Say of each of many cases in which answers were begun whether none is left, in two statements."""
    begun = session.execute(_BEGUN, {"cases": list(cases)}).all()
    sealers = vault_of(session).domains(session, Domain.CASE, {row.case_id for row in begun})
    return {row.case_id: _is_ready(sealers[row.case_id], row) for row in begun if row.case_id in sealers}


def which_wait(session: Session, cases: Collection[UUID]) -> Mapping[UUID, HowFar]:
    """Return which of many cases have a first statement that waits to be sworn, in one statement."""
    return {row.case_id: _waits_how(row) for row in session.execute(_MANY, {"cases": list(cases)})}


def _waits_how(row: Row[*tuple[Any, ...]]) -> HowFar:
    if row.method != SigningMethod.NOTARY:
        return SWEAR
    return CHECK if row.unchecked else NOTARY


def _is_ready(sealer: Sealer, row: Row[*tuple[Any, ...]]) -> bool:
    answers = read_answers(sealer.open_json(DRAFT, row.id, row.version, row.answers))
    profile = editions().profile(row.profile, row.profile_version, row.profile_digest)
    position, incumbent = PositionClass(row.position_class), row.incumbents
    judged = as_judged(
        answers,
        accounts_asked=profile.accounts_asked(position, incumbent=incumbent),
        offered=modes_offered(profile, position, incumbent=incumbent),
    )
    return not missing_in_answers(judged)

"""The writer of second looks: how somebody who did not search sees the searcher's checks."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from tracker.cases.holding import as_it_stands
from tracker.db import UnitOfWork
from tracker.findings.queries import FindingRow, finding_id_of, finding_of
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import Overtaken, Unmet, require
from tracker.policy.casework import CheckFacts
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.second_looks import missing_to_look
from tracker.policy.validation import missing_to_read_second
from tracker.policy.vocabulary import Check
from tracker.validation.asked import on_record
from tracker.validation.check_answers import GivenAnswer
from tracker.validation.models import SecondLook
from tracker.validation.queries import standing_answers, turns_of
from tracker.validation.second_looks import looks_of
from tracker.validation.service import Said
from tracker.validation.slots import LOOK_GROUND
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of


def take_second_look(
    work: UnitOfWork,
    case: CaseFacts,
    *,
    finding: str,
    seen: int,
    looks: Mapping[Check, Said],
    turns: int | None = None,
) -> tuple[SecondLook, ...]:
    """Say how the second reader sees the searcher's checks, each with the ground (Hamden D.6).

    What is said again unchanged adds no row. Raises Overtaken when the finding has a further version than
    ``seen``, or somebody looked since ``turns``.
    """
    case = as_it_stands(work, case)
    permit(work.actor, Permission.ANSWER_SECOND_READING, case)
    finding_id_of(work.session, case.case_id, finding, hold=True)
    row = finding_of(work.session, case.case_id, finding)
    if row.number != seen:
        raise Overtaken
    reader = work.actor.person_id
    require(missing_to_read_second(reader, row.authors, case.searchers, case.stage, assigned=case.assigned))
    require(_missing(work, case, row, looks))
    looked = [one for one in looks_of(work.session, case.case_id) if one.version_id == row.version_id]
    before = {one.check: one for one in standing_answers(looked, row)}
    if turns not in (None, turns_of(before.values(), frozenset(before))):
        raise Overtaken
    last = {one.check: one.turn for one in looked}
    return tuple(
        _add(work, case, row, (check, said), turn=last.get(check, 0) + 1)
        for check, said in sorted(looks.items())
        if not _same(before.get(check), said, reader)
    )


def _missing(
    work: UnitOfWork, case: CaseFacts, row: FindingRow, looks: Mapping[Check, Said]
) -> tuple[Unmet, ...]:
    known, reader = on_record(work.session, case.case_id, row), work.actor.person_id
    unmet: list[Unmet] = []
    for check, said in looks.items():
        facts = CheckFacts(check, said.answer, said.ground, reader)
        unmet += (*missing_to_look(facts, on_record=check in known), *missing_in_text(said.ground))
    return tuple(unmet)


def _same(last: GivenAnswer | None, said: Said, reader: UUID) -> bool:
    return last is not None and (last.answered_by, last.answer, last.ground) == (
        reader,
        said.answer,
        said.ground,
    )


def _add(
    work: UnitOfWork, case: CaseFacts, row: FindingRow, look: tuple[Check, Said], *, turn: int
) -> SecondLook:
    permit(work.actor, Permission.ANSWER_SECOND_READING, case)
    (check, said), row_id, about = look, uuid4(), ("finding", row.reference)
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    record(
        work,
        Event.SECOND_LOOK_TAKEN,
        about=about,
        case_id=case.case_id,
        check=int(check),
        number=row.number,
        answer=said.answer,
    )
    return work.add(
        SecondLook(
            id=row_id,
            finding_version_id=row.version_id,
            number=int(check),
            turn=turn,
            answer=said.answer,
            ground=sealer.seal(LOOK_GROUND, row_id, 1, said.ground),
            looked_by=work.actor.person_id,
            looked_at=work.now(),
        )
    )

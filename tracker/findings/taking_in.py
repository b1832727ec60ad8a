"""Keeps of the files of one page what is sound, each with what is said of it, and says why of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from tracker.db import UnitOfWork, unit_of_work
from tracker.findings.arriving import Received
from tracker.findings.capture_service import SameFile, add_captures, record_refused
from tracker.findings.drafting import tick_in_draft
from tracker.findings.intake import Intake
from tracker.findings.told_of_files import Groups
from tracker.policy.actors import Actor
from tracker.policy.answers import Refused
from tracker.policy.facts import CaseFacts
from tracker.web.forms import put_beside


@dataclass(slots=True)
class Taken:
    """What became of the files of one page: ``kept`` and ``same`` are references of captures.

    ``same`` are captures of the case that a file is already; ``refused`` counts files not kept otherwise.
    """

    kept: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    refused: int = 0

    @property
    def only_same(self) -> bool:
        """Tell whether nothing is the matter but files that the case has already."""
        return bool(self.same) and not self.refused


NOTHING = Taken()


def take_in(actor: Actor, case: CaseFacts, intake: Intake, groups: Groups) -> Taken:
    """Keep each file that is sound, in one act; say at its field why another is not.

    What has no record by the end of ``intake`` leaves nothing behind.
    """
    taken = Taken()
    received = _whole(intake, groups, taken)
    codes = [trouble.code for _, _, trouble in intake.refused()]
    if not received and not codes:
        return taken
    with unit_of_work(actor) as work:
        if codes:
            record_refused(work, case, codes=codes)
        for file in received:
            _keep(work, case, groups, file, taken)
        if taken.kept and (draft := groups.form.draft.data):
            tick_in_draft(work, case, reference=draft, captures=taken.kept)
    return taken


def _whole(intake: Intake, groups: Groups, taken: Taken) -> Sequence[Received]:
    for file_id, name, trouble in intake.refused():
        _say(groups, file_id, f"'{name}' {trouble.words}")
        taken.refused += 1
    received = intake.finish()
    unsaid = [file for file in received if not groups.sound(file.file_id)]
    taken.refused += len(unsaid)
    return [file for file in received if groups.sound(file.file_id)]


def _keep(work: UnitOfWork, case: CaseFacts, groups: Groups, file: Received, taken: Taken) -> None:
    group = groups.of(file.file_id)
    try:
        (made,) = add_captures(work, case, text=group.text, files=(file,), told=group.told)
    except SameFile as refusal:
        _say(groups, file.file_id, str(refusal))
        taken.same.append(refusal.reference)
    except Refused as refusal:
        taken.refused += 1
        for one in refusal.unmet:
            if not put_beside(group.fields, one) and not put_beside(groups.form, one):
                _say(groups, file.file_id, f"'{file.name}' was not kept. {one.sentence}")
    else:
        taken.kept.append(made.reference)


def _say(groups: Groups, file_id: UUID, words: str) -> None:
    files = groups.fields_of(file_id).files
    files.errors = [*files.errors, words]

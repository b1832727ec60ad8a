"""What has to be said before evidence leaves, and when none can."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tracker.policy.clauses import Clause
from tracker.policy.exporting import (
    ExportWords,
    Purpose,
    Redaction,
    Scope,
    missing_to_export,
    missing_to_send,
)

SAID = ExportWords(
    Purpose.COURT, Scope.EVERYTHING, Redaction.NAMED, "26-114", "Superior Court", "Subpoena of March 2"
)


@pytest.mark.clause("Hampton D.1")
def test_evidence_leaves_for_a_matter_for_somebody_and_for_a_reason() -> None:
    assert missing_to_export(SAID) == ()
    for lacking, place in (
        (replace(SAID, matter="none"), "field:matter"),
        (replace(SAID, recipient="  "), "field:recipient"),
        (replace(SAID, why="x"), "field:why"),
    ):
        (unmet,) = missing_to_export(lacking)
        assert (unmet.clause, unmet.fix) == (Clause.HAMPTON_D_1, place)


def test_without_keys_nothing_leaves_and_two_do_not_leave_at_once() -> None:
    assert missing_to_send("C-26-7KQ4M", under_way=False, kept=True) == ()
    assert "destroyed" in missing_to_send("C-26-7KQ4M", under_way=True, kept=False)[0].sentence
    assert "Ask again" in missing_to_send("C-26-7KQ4M", under_way=True, kept=True)[0].sentence
    assert "Package 2" in missing_to_send("C-26-7KQ4M", under_way=False, kept=True, made=2)[0].sentence

"""Whose candidates a person decides on: their cases stand in no list of that person's (Hamden D.2)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, exists
from sqlalchemy.orm import aliased

from tracker.cases.models import Case
from tracker.policy.correcting import CORRECTING
from tracker.policy.vocabulary import Stage
from tracker.requisitions.models import BoardSeat


def decides_on(reader: BindParameter[Any]) -> ColumnElement[bool]:
    """Say, in a query of cases, whether the reader sits or sat on a board that decides on the candidate.

    It asks for the person and not for a role: in a small agency, who decides here may review elsewhere.
    """
    there = aliased(Case)
    return exists().where(
        there.candidate_id == Case.candidate_id,
        BoardSeat.requisition_id == there.requisition_id,
        BoardSeat.person_id == reader,
    )


def waits_for_the_chief() -> ColumnElement[bool]:
    """Say, in a query of cases, whether the page that the board decided on was corrected for a candidate.

    Until the board votes anew, the Chief may say that the decision stands, and so decides on the candidate.
    """
    there = aliased(Case)
    return exists().where(
        there.candidate_id == Case.candidate_id,
        there.corrected_from == Stage.DECIDED.value,
        there.stage.in_(sorted(one.value for one in CORRECTING)),
    )

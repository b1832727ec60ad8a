"""Walls of ties around disposal: whoever declared one neither proposes it nor approves it (D.2)."""

from __future__ import annotations

from migrations.separation_walls import Rule

_BATCH = "SELECT disposal_batches.proposed_by FROM disposal_batches WHERE disposal_batches.id = NEW.batch_id"


def _tied(person: str, to: str) -> str:
    """Say that somebody declared a tie, or a doubt, to the candidate of one of these cases, unlifted."""
    return (
        "EXISTS (SELECT 1 FROM conflict_declarations said "
        "JOIN cases told ON told.id = said.case_id "
        "JOIN cases gone ON gone.candidate_id = told.candidate_id "
        f"WHERE said.person_id IN ({person}) AND gone.id IN ({to}) AND said.answer <> 'none' "
        "AND NOT EXISTS (SELECT 1 FROM conflict_rulings WHERE conflict_rulings.declaration_id = said.id "
        "AND conflict_rulings.ruling = 'lifted'))"
    )


_CASES = "SELECT disposal_items.case_id FROM disposal_items WHERE disposal_items.batch_id = NEW.batch_id"
RULES = (
    Rule(
        "disposal_items",
        "untied",
        ("INSERT",),
        "whoever has a tie to a candidate does not propose to dispose of their case",
        _tied(_BATCH, "NEW.case_id"),
    ),
    Rule(
        "disposal_rulings",
        "untied",
        ("INSERT",),
        "whoever has a tie to a candidate does not approve that their case is disposed of",
        f"NEW.ruling = 'approved' AND ({_tied('NEW.ruled_by', _CASES)} OR {_tied(_BATCH, _CASES)})",
        about_person=True,
        person="ruled_by",
    ),
)

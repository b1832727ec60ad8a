"""Refusals that stand on a clause are decided in policy; elsewhere is what a form or a race leaves open."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.structure.source import TRACKER, modules, name_of

POLICY = TRACKER / "policy"
MANY = 100
"""Policy holds far more refusals than this; fewer would mean that the search finds nothing."""


def _called(tree: ast.AST) -> set[str]:
    """Return the names by which a module calls a refusal, its own and borrowed ones."""
    aliases = (
        alias.asname
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == "Unmet" and alias.asname
    )
    return {"Unmet", *aliases}


def _clause(call: ast.Call) -> ast.expr | None:
    """Return what a refusal is built with as its clause, None where it says none."""
    given = [*call.args[:1], *(word.value for word in call.keywords if word.arg in ("clause", None))]
    return given[0] if given else None


def clauses_cited(tree: ast.AST) -> Iterator[int]:
    """Yield the line of every refusal that is built with anything but None for its clause."""
    names = _called(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        clause = _clause(node) if name in names else None
        if clause is not None and not (isinstance(clause, ast.Constant) and clause.value is None):
            yield node.lineno


def test_no_room_decides_on_a_clause() -> None:
    outside = [
        f"{name_of(path)}:{line}"
        for path, tree in modules()
        if not path.is_relative_to(POLICY)
        for line in clauses_cited(tree)
    ]
    assert not outside, f"decide this in tracker/policy, and ask it here: {outside}"


def test_policy_is_where_refusals_are() -> None:
    assert sum(len(list(clauses_cited(tree))) for _, tree in modules(POLICY)) > MANY


@pytest.mark.parametrize(
    "source",
    [
        'Unmet(Clause.HAMDEN_D_5, "No.")',
        'Unmet(clause=Clause.HAMDEN_D_5, sentence="No.")',
        'answers.Unmet(rule, "No.")',
        "Unmet(*parts)",
        "Unmet(**parts)",
        'from tracker.policy.answers import Unmet as Left\nLeft(clause_called("Hamden D.5"), "No.")',
    ],
)
def test_a_rule_in_a_room_is_found(source: str) -> None:
    assert list(clauses_cited(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    ['Unmet(None, "Write the note.")', 'Unmet(clause=None, sentence="No.")', "Met(Clause.HAMDEN_D_5)"],
)
def test_what_cites_no_clause_may_stay(source: str) -> None:
    assert not list(clauses_cited(ast.parse(source)))

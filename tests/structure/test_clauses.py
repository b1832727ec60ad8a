"""Every clause that the product enforces is cited by a rule and proved by a test."""

from __future__ import annotations

import ast
import re

from tests.structure.source import ROOT, TRACKER, modules
from tracker.policy.clauses import Clause

MARK = re.compile(r"""mark\.clause\(\s*["']([^"']+)["']""")


def _cited() -> set[str]:
    found = set()
    for _, tree in modules(TRACKER / "policy"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "Clause":
                found.add(node.attr)
    return found


def test_every_clause_is_cited_by_a_rule() -> None:
    missing = [clause.name for clause in Clause if clause.name not in _cited()]
    assert not missing, f"no rule stands on these clauses: {missing}"


def test_every_clause_is_proved_by_a_test() -> None:
    marked = {
        mark for path in (ROOT / "tests").rglob("*.py") for mark in MARK.findall(path.read_text("utf-8"))
    }
    missing = [f"{clause.name} ({clause.key})" for clause in Clause if not _names(clause) & marked]
    assert not missing, f"no test is marked with these clauses: {missing}"


def _names(clause: Clause) -> set[str]:
    return {clause.key, clause.name}

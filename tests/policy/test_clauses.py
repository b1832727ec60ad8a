"""The clauses in code, in data, in rules and in tests are the same clauses."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import sys
from pathlib import Path

import pytest

from tracker import policy
from tracker.editions.shelf import editions
from tracker.policy.clauses import CITATIONS, Clause, Strength, clause_called

TESTS = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module", autouse=True)
def every_rule() -> None:
    """Import every rule, so that each has registered what it cites."""
    for module in pkgutil.iter_modules(policy.__path__):
        importlib.import_module(f"tracker.policy.{module.name}")


def marked() -> set[str]:
    """Return the clauses that some test is marked with."""
    found = set()
    for path in TESTS.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.clause":
                found |= {argument.value for argument in node.args if isinstance(argument, ast.Constant)}
    return {str(name) for name in found}


def test_data_and_code_agree() -> None:
    core = {clause.key: clause for clause in editions().clauses() if clause.core}
    assert set(core) == {clause.key for clause in Clause}
    for clause in Clause:
        assert core[clause.key].strength == clause.strength, clause.key
        assert core[clause.key].id == clause.value.number


def test_every_core_clause_is_enforced_by_a_rule() -> None:
    assert {clause.key for clause, rules in CITATIONS.items() if not rules} == set()


def test_every_core_clause_is_proved_by_a_marked_test() -> None:
    assert {clause.key for clause in Clause} - marked() == set()


def test_marks_name_clauses_that_exist() -> None:
    assert marked() - {clause.key for clause in Clause} == set()


def test_keys_and_labels_tell_the_two_policies_apart() -> None:
    assert Clause.HAMDEN_D_2.key == "Hamden D.2"
    assert Clause.HAMPTON_D_2.key == "Hampton D.2"
    assert Clause.HAMDEN_D_2.label == "General Order 004-011 D.2"
    assert len({clause.label for clause in Clause}) == len(Clause)
    assert clause_called("Hamden D.2") is Clause.HAMDEN_D_2
    with pytest.raises(KeyError):
        clause_called("D.2")


def test_strengths_are_as_printed() -> None:
    assert [clause.strength for clause in Clause if clause.name.startswith("HAMDEN")] == [
        Strength.SHALL,
        *[Strength.SHOULD] * 3,
        *[Strength.SHALL] * 2,
        Strength.MUST,
    ]


def test_policy_imports_nothing_but_itself_and_the_standard_library() -> None:
    allowed = {"tracker.policy", "__future__"}
    for path in Path(policy.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                inside = any(name == one or name.startswith(f"{one}.") for one in allowed)
                assert inside or name.split(".")[0] in sys.stdlib_module_names, (path.name, name)

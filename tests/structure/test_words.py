"""Each code is worded once, beside its list; no page, room or ledger sentence has a table of its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import StrEnum

import pytest

from tests.structure.source import ROOT, TRACKER, modules
from tracker.policy.vocabulary import Language
from tracker.policy.words import TABLES, in_words

TEMPLATES = ROOT / "templates"
NAMES = {worded.__name__ for worded in TABLES}
CODES = "|".join(
    sorted(code.value for worded in TABLES if issubclass(worded, StrEnum) for code in worded if "-" in code)
)
IN_TEMPLATE = re.compile(rf"""["'](?:{CODES})["']\s*:\s*\(?\s*["'][^"']*(?:[A-Z][a-z]|[a-z] )""")
WORDED = (
    "policy/words.py",
    "policy/ability_words.py",
    "policy/finding_words.py",
    "policy/answer_words.py",
    "policy/mailing.py",
)
OPENED_AGAIN = ("oversight/cell.py", "StepStatus")
"""A closed step that stands at the beginning again was opened again; that is no word of the state itself."""


def own_tables(tree: ast.AST) -> Iterator[str]:
    """Yield the lists for which a module words codes itself."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Dict):
            continue
        for key, value in zip(node.keys, node.values, strict=True):
            if not (isinstance(key, ast.Attribute) and isinstance(key.value, ast.Name)):
                continue
            first = value.elts[0] if isinstance(value, ast.Tuple) and value.elts else value
            said = first.value if isinstance(first, ast.Constant) else None
            if key.value.id in NAMES and isinstance(said, str) and re.search(r"[A-Z][a-z]|[a-z] ", said):
                yield key.value.id


def test_every_code_has_words_that_no_other_of_its_list_has() -> None:
    for codes, table in TABLES.items():
        assert set(table) == set(codes), codes.__name__
        assert len(set(table.values())) == len(table), codes.__name__
        assert all(in_words(code) for code in codes)


def test_no_module_words_a_code_again() -> None:
    found = {
        (path.relative_to(TRACKER).as_posix(), name)
        for path, tree in modules()
        if path.relative_to(TRACKER).as_posix() not in WORDED
        for name in own_tables(tree)
    }
    assert found <= {OPENED_AGAIN}, "use tracker.policy.words"


def test_no_template_words_a_code_again() -> None:
    found = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if IN_TEMPLATE.search(path.read_text("utf-8"))
    }
    assert not found, "write {{ code|in_words }}"


def test_a_language_is_named_by_its_list() -> None:
    codes, named = {language.value for language in Language}, re.compile(r"""["'](?:en|es)["']\s*:""")
    modules_found = {
        path.relative_to(TRACKER).as_posix()
        for path, tree in modules()
        if path.parent.name != "demo"  # sample data say a language as whoever fills in a form does
        and any(isinstance(node, ast.Constant) and node.value in codes for node in ast.walk(tree))
    }
    assert modules_found - {"policy/vocabulary.py"} == set()
    assert not [path.name for path in TEMPLATES.rglob("*.html") if named.search(path.read_text("utf-8"))]


@pytest.mark.parametrize(
    "text",
    ['WORDS = {Stage.SEARCH: "Search"}', 'TAGS = {SearchResult.NOTHING_FOUND: ("Nothing found", "done")}'],
)
def test_a_table_of_ones_own_would_be_seen(text: str) -> None:
    assert list(own_tables(ast.parse(text)))
    assert IN_TEMPLATE.search('{% set said = {"found-unsure": ("Found, not sure whose", "info")} %}')

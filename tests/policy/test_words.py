"""How rules speak: neutral, without blame, without the words that pages never use."""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker import policy
from tracker.editions.shelf import editions
from tracker.policy.affidavit import looks_like_password
from tracker.policy.handles import canonical
from tracker.policy.sanitising import suggestions

BANNED = re.compile(
    r"\b(?:please|sorry|invalid|valid|forbidden|illegal|oops|you forgot|required|mandatory|red flag|suspect"
    r"|hit|dirt|derog\w*|adverse|subject of the search|applicant|panel|committee)\b",
    re.IGNORECASE,
)
INNER = {"register", "of"}
"""Functions inside functions, which need no docstring."""
SOURCES = sorted(Path(policy.__path__[0]).glob("*.py"))


def spoken(path: Path) -> Iterator[str]:
    """Yield each text in the code that holds a sentence, docstrings aside."""
    tree = ast.parse(path.read_text("utf-8"))
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in silent else ""
        if isinstance(text, str) and " " in text and not text.startswith(("(?", "|", "\\b")):
            yield text


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_rules_use_no_word_that_pages_never_use(path: Path) -> None:
    for text in spoken(path):
        assert not BANNED.search(text), text


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_modules_and_functions_stay_small_and_explain_themselves(path: Path) -> None:
    source = path.read_text("utf-8")
    assert source.count("\n") <= 250
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, node.name
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node) or node.name in INNER, node.name


@pytest.mark.parametrize(
    "text",
    [
        "password " * 20_000,
        "a" * 200_000,
        ":" * 200_000,
        "pw: no " * 20_000,
        "against " * 20_000,
        "@" * 100_000,
    ],
    ids=["nouns", "letters", "signs", "denials", "targets", "handles"],
)
def test_nothing_typed_makes_a_rule_slow(text: str) -> None:
    started = time.perf_counter()
    looks_like_password(text)
    canonical(editions().platform("instagram"), text, editions().platforms())
    suggestions(text[:20_000], editions().screens())
    assert time.perf_counter() - started < 5

"""How rules speak: neutral, without blame, without the words that pages never use."""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.structure.source import name_of
from tests.structure.test_size import LONGER, MODULE_LINES
from tracker import policy
from tracker.editions.shelf import editions
from tracker.policy.handles import canonical
from tracker.policy.passwords import looks_like_password
from tracker.policy.suggesting import suggestions

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
    assert source.count("\n") <= LONGER.get(name_of(path), MODULE_LINES)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, node.name
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node) or node.name in INNER, node.name


def judge(text: str) -> None:
    """Have the rules judge a text."""
    looks_like_password(text)
    canonical(editions().platform("instagram"), text, editions().platforms())
    suggestions(text[:20_000], editions().screens())


def seconds(judged: Callable[[str], object], text: str) -> float:
    """Seconds that this thread itself needs to judge a text."""
    started = time.thread_time()
    judged(text)
    return time.thread_time() - started


def keeps_in_proportion(judged: Callable[[str], object], short: str) -> bool:
    """Whether one of three readings of a text sixteen times as long is quick beside the quickest of this one.

    The squares of sixteen would be 256; the allowance between is for a busy machine.
    """
    most = 80 * min(seconds(judged, short) for _ in range(3))
    return any(seconds(judged, short * 16) < most for _ in range(3))


@pytest.mark.parametrize(
    "text",
    [
        "password ",
        "a",
        "a.",
        ":",
        "pw: no ",
        "against ",
        "@",
        "https://",
        "a:b@",
        "p a s s w o r ",
        "pw -",
        "\u0301\u0316",
        "password / ",
        "a1 is my ",
        "%2570",
        "pw|",
    ],
    ids=[
        "nouns",
        "letters",
        "dots",
        "signs",
        "denials",
        "targets",
        "handles",
        "links",
        "pairs",
        "spaced",
        "arrows",
        "marks",
        "strokes",
        "secrets",
        "percents",
        "bars",
    ],
)
def test_a_text_sixteen_times_as_long_takes_the_rules_no_more_than_in_proportion(text: str) -> None:
    assert keeps_in_proportion(judge, text * (8_000 // len(text)))


BESIDE_A_WORD = (
    *(
        "(%s/",
        ",%s|",
        "%s ",
        "%s:",
        "%s: no ",
        "%s for ",
        "%s for a b c d ",
        "%s i use ",
        "%s is ",
        "%s is is ",
    ),
    *(
        "%s's ",
        "%s's",
        "a1b2 is my %s ",
        "a1<-%s ",
        "%s #",
        "%s-",
        "%s --",
        "%s => ",
        ",%s*",
        "%s\n",
        "%s /\n",
    ),
    *('"%s ', "%s a b ", "%s: a b ", "%s%%20", "%s@a.", "://%s:"),
)
"""What may stand beside a word for a password and let a rule begin to read on."""


@pytest.mark.parametrize("word", ["password", "pw", "pin", "clave", "security code", "p a s s w o r d"])
def test_no_sign_beside_a_word_for_a_password_makes_a_long_text_slow(word: str) -> None:
    for shape in BESIDE_A_WORD:
        unit = shape % word
        assert keeps_in_proportion(looks_like_password, unit * (1_000 // len(unit))), shape


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a.",
            "a-",
            "a+",
            "1 ",
            "1 A ",
            "born 1",
            "age of ",
            "in his early ",
            "555-",
            "http://",
            "u/abc",
            "- ",
        ),
        *("Aa ", "A. ", "\u200b", "\u202ea", '"a" ', "lives on ", "neighbor ", "at 61 ", "plate A", "$a"),
        *("he is 4 ", "named "),
    ],
)
def test_no_shape_in_a_statement_makes_a_long_one_slow(text: str) -> None:
    def hinted(statement: str) -> None:
        suggestions(statement, editions().screens())

    assert keeps_in_proportion(hinted, text * (500 // len(text)))

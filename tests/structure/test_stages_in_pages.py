"""No page decides by a stage of its own: what a stage means is said in policy, once."""

from __future__ import annotations

import re

import pytest

from tracker.policy.vocabulary import Stage
from tracker.settings import ROOT

CODE = f"""["'](?:{"|".join(sorted(one.value for one in Stage))})["']"""
HELD_TO = r"(?:==|!=|\bin\b|equalto)"
COMPARED = re.compile(
    rf"""\bstage\b[^%{{}}]*?{HELD_TO}["']?[\s,(\[]*{CODE}"""
    rf"""|{CODE}\s*{HELD_TO}\s*[\w.]*\bstage\b"""
)
"""A stage held to the code of one, in whichever order."""


def test_no_template_compares_a_stage_with_a_code() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if COMPARED.search(line)
    ]
    assert not found, f"ask policy.stages instead, as a fact of the page: {found}"


@pytest.mark.parametrize(
    "line",
    [
        '{% if view.stage in ("released", "decided") %}',
        '{% if top.header.stage == "search" %}',
        "{% elif case.stage != 'closed' %}",
        '{% set some = rows|selectattr("stage", "equalto", "review")|list %}',
        '{% if "withdrawn" == case.stage %}',
    ],
)
def test_a_comparison_would_be_seen(line: str) -> None:
    assert COMPARED.search(line)


def test_a_fact_of_the_page_is_no_comparison() -> None:
    assert not COMPARED.search(
        "{% if top.with_investigator %}{{ top.stage[0] }} searched in review{% endif %}"
    )

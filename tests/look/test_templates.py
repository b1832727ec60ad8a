"""Every component in every state: it renders, it is sound HTML, and nothing in it is inline."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest
from flask import Flask, render_template

from tests.look.conftest import FRAME, ROOT, bare_application
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause
from tracker.web import styleguide_samples as samples

PAGES = ("", "/candidate", "/question", "/bench", "/board", "/refusal")
ERRORS = (400, 403, 404, 405, 409, 410, 413, 415, 422, 429, 500, 503)
TEMPLATES = ROOT / "templates"
FOLDERS = ("layouts", "components", "errors", "styleguide", ".")
OURS = sorted(path for folder in FOLDERS for path in (TEMPLATES / folder).glob("*.html"))
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", re.IGNORECASE)
UNWANTED = re.compile(
    r"\b(please|oops|invalid|valid|forbidden|illegal|required|hits?|red flag|suspect|subject)\b",
    re.IGNORECASE,
)


def lint(html: str) -> None:
    """Parse strictly; look for inline code, doubled ids, and references to ids that are not there."""
    html5lib.HTMLParser(strict=True).parse(html)
    assert not INLINE.findall(html)
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert sorted(ids) == sorted(set(ids)), "an id stands twice"
    for named in re.findall(r'\s(?:for|aria-describedby|aria-labelledby)="([^"]*)"', html):
        assert named.split()
        assert set(named.split()) <= set(ids), named
    assert "http://" not in html.replace("http://localhost/", "").replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize("path", PAGES)
def test_page_is_sound(bare: Flask, path: str) -> None:
    answer = bare.test_client().get(f"/styleguide{path}")
    assert answer.status_code == 200
    lint(answer.text)


@pytest.mark.parametrize("surface", ["candidate", "bench", "board"])
@pytest.mark.parametrize("code", ERRORS)
def test_error_page_stands_with_and_without_its_frame(code: int, surface: str) -> None:
    for frame in (FRAME | {"surface": surface}, {}):
        with bare_application(**frame).test_request_context("/somewhere"):
            plain = render_template(f"errors/{code}.html")
            told = render_template(
                f"errors/{code}.html",
                unmet=samples.UNMET,
                person=samples.HELPER,
                reference="7KQ4M2",
                sentence="",
                fix_parts={"case": "C-26-7KQ4M"},
            )
        lint(plain)
        lint(told)
        assert "What happened" in plain
        assert ("Finding F-7KQ4" in told) == (code != 404)


def test_missing_and_foreign_things_give_the_same_page(bare: Flask) -> None:
    with bare.test_request_context("/cases/C-26-7KQ4M"):
        assert render_template("errors/404.html") == render_template(
            "errors/404.html", unmet=samples.UNMET, person=samples.HELPER, title="Another"
        )


def test_refusal_cites_each_clause_once_and_offers_the_way_out(bare: Flask) -> None:
    with bare.test_request_context("/"):
        one = render_template("errors/409.html", unmet=samples.UNMET[:1], reference="7KQ4M2")
        same = render_template("errors/409.html", unmet=samples.UNMET[:1] * 2)
    assert one.count("General Order 004-011 D.6") == 1
    assert same.count("General Order 004-011 D.6") == 1
    assert (
        one.index("What happened") < one.index("Why") < one.index("What you can do") < one.index("Reference")
    )
    assert "R-20 · 7KQ4M2" in one


def test_answer_of_a_rule_becomes_a_page_as_it_is(bare: Flask) -> None:
    found = Unmet(Clause.HAMDEN_D_6, "Check 3 is marked Cannot tell.", fix="checks F-7KQ4M2", ref="R-20")
    later = Unmet(None, "The page changed meanwhile.")
    with bare.test_request_context("/"):
        one = render_template("errors/409.html", unmet=(found,), fix_parts={"case": "C-26-7KQ4M"})
        two = render_template("errors/409.html", unmet=(found, later), fix_parts={})
    lint(one)
    lint(two)
    assert Clause.HAMDEN_D_6.label in one
    assert 'class="btn btn-primary" href="/C-26-7KQ4M/F-7KQ4M2"' in one
    assert "The page changed meanwhile." in two


def test_title_says_error_only_when_a_form_was_not_accepted(bare: Flask) -> None:
    client = bare.test_client()
    assert "<title>Error: Who uses this account?" in client.get("/styleguide/question").text
    assert "<title>Your affidavit" in client.get("/styleguide/candidate").text


def test_error_is_tied_to_its_field_and_to_the_summary(bare: Flask) -> None:
    html = bare.test_client().get("/styleguide").text
    assert 'href="#handle"' in html
    assert 'href="#kind-0"' in html
    control = re.search(r'<input[^>]*id="handle"[^>]*>', html)
    assert control
    assert 'aria-invalid="true"' in control.group()
    assert 'aria-describedby="handle-hint handle-error"' in control.group()


def test_nothing_typed_is_run(bare: Flask) -> None:
    with bare.test_request_context("/"):
        html = render_template(
            "errors/409.html", title="<b>x</b>", unmet=(samples.Way("<script>1</script>"),)
        )
    assert "<script>1" not in html
    assert "<b>x" not in html


@pytest.mark.parametrize("path", OURS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_words_are_ours(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}|aria-invalid|<[^>]*>", " ", path.read_text(), flags=re.DOTALL)
    assert not UNWANTED.findall(text)
    assert ("Sorry" in text) == (path.name in ("500.html", "503.html"))


def test_every_macro_is_in_the_style_guide() -> None:
    used = "".join(path.read_text() for path in OURS)
    for path in (TEMPLATES / "components").glob("*.html"):
        for name in re.findall(r"{% macro ([a-z]\w*)\(", path.read_text()):
            calls = re.findall(rf"\b{name}\(", used)
            assert len(calls) > 2, f"{path.name}: {name} is documented and defined, but shown nowhere"

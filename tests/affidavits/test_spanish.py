"""The Spanish of the candidate's side: complete, with the same values in it, plain, and without blame."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.affidavits.catalogue import OTHERS, brought_up, collected, path_of, text_of, translated
from tests.affidavits.conftest import Site
from tests.affidavits.reading import ease, words_of
from tests.affidavits.test_words import pages
from tests.pages.affidavits import answer, candidate_adds_account
from tests.people import Browser
from tests.structure.source import TRACKER
from tracker.policy.vocabulary import Stage
from tracker.web.languages import catalogue

pytestmark = pytest.mark.sqlite

VALUES = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
EDGES = re.compile(r"^(\s*).*?([.:?…]?)(\s*)$", re.DOTALL)
NOT_SAID = re.compile(
    r"\b(?:por favor|lo siento|lo sentimos|disculp\w*|perd[oó]n\w*|(?:in)?v[aá]lid[oa]s?|prohibid\w*|"
    r"ilegal\w*|ups|obligatori\w*|solicitante\w*|fall[oó]|fracas\w*|t[uú] |tienes|puedes)\b|[!¡]",
    re.IGNORECASE,
)
"""Words that plead, blame or threaten, and those that are not said to somebody called "usted"."""
SAYING = {"_", "_l", "gettext", "ngettext"}
"""What a sentence is said through."""
ALIKE = {"Cookies", "Error:", "No", "%(done)s of %(total)s"}
"""Sentences that may stand in Spanish as they stand in English."""


def pairs(language: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence with its translation; of plurals every form."""
    for message in translated(language):
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[-1]
        said = message.string or ""
        yield from ((source, form) for form in ((said,) if isinstance(said, str) else said))


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated_and_none_too_many(language: str) -> None:
    kept = {message.id: message for message in translated(language) if message.id}
    missing = [
        message.id
        for message in collected()
        if message.id
        and (message.id not in kept or kept[message.id].fuzzy or not _whole(kept[message.id].string))
    ]
    assert missing == [], "translate these in the catalogue that `make translations` brought up"
    assert path_of(language).read_bytes() == text_of(brought_up(language), language), (
        "run `make translations`"
    )


def test_no_sentence_is_said_where_the_catalogue_does_not_look_for_it() -> None:
    said = [
        f"{path.relative_to(TRACKER)}:{call.lineno}"
        for path in sorted(TRACKER.rglob("*.py"))
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in SAYING
    ]
    assert said == [], "inside of an f-string no sentence is collected: say it before"


def _whole(said: Any) -> bool:
    forms = said if isinstance(said, tuple | list) else (said,)
    return len(forms) in (1, 2) and all(form and form.strip() for form in forms)


@pytest.mark.parametrize("language", OTHERS)
def test_values_and_edges_are_those_of_the_source(language: str) -> None:
    wrong = []
    for source, said in pairs(language):
        before, end, after = _edges(source)
        if sorted(set(VALUES.findall(source))) != sorted(set(VALUES.findall(said))):
            wrong.append(f"values: {said}")
        if _edges(said) != (before, end, after):
            wrong.append(f"edges: {said}")
        if said.count("?") != said.count("¿"):
            wrong.append(f"question marks: {said}")
    assert wrong == []


def _edges(text: str) -> tuple[str, ...]:
    found = EDGES.match(text)
    assert found is not None
    return found.groups()


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english(language: str) -> None:
    same = {said for source, said in pairs(language) if said == source and re.search(r"[A-Za-z]{3}", said)}
    assert same - ALIKE == set()


def test_no_sentence_blames_or_pleads_and_all_say_usted() -> None:
    assert [said for _, said in pairs("es") if NOT_SAID.search(said)] == []


def test_counts_follow_the_language() -> None:
    say = catalogue("es").ngettext
    one = say("%(num)s part is optional.", "%(num)s parts are optional.", 1)
    assert one % {"num": 1} == "1 parte es opcional."
    many = say("%(num)s part is optional.", "%(num)s parts are optional.", 2)
    assert many % {"num": 2} == "2 partes son opcionales."


def test_rules_are_said_in_the_readers_language_with_their_values(site: Site, phone: Browser) -> None:
    phone.language = "/es"
    answer(phone, "/a/now", uses="yes")
    page = candidate_adds_account(phone, "instagram", "https://instagram.com/").text
    assert "Ese enlace no nombra una cuenta. Escriba el nombre que ven los demás" in page
    candidate_adds_account(phone, "instagram", "marisol")
    assert "Elija cómo puede mirar su investigador Instagram: marisol." in phone.get("/a/check").text
    with site.inside() as hiring:
        hiring.move(site.case, Stage.DECIDED)
    assert "Ya se registró una decisión. Por eso no queda nada que retirar." in phone.get("/a/withdraw").text


def test_every_page_is_easy_to_read_in_spanish_and_blames_nobody(site: Site, phone: Browser) -> None:
    said = {name: words_of(html) for name, html in pages(site, phone, "/es")}
    eases = {name: round(ease(words)) for name, words in said.items()}
    assert {name: found for name, found in eases.items() if found < 55} == {}
    assert min(eases.values()) < 95, "the measure measures nothing"
    assert {name: found[0] for name, words in said.items() if (found := NOT_SAID.search(words))} == {}


def test_the_measure_knows_hard_from_easy() -> None:
    assert ease("Usted lee esto. Luego firma. Es fácil.") > 80
    assert (
        ease(
            "Consideraciones jurisdiccionales complementarias reglamentariamente establecidas determinarán "
            "oportunamente requerimientos documentales administrativamente indispensables."
        )
        < 20
    )

"""An affidavit that is signed in Spanish: its text, the English one beside it, and who sees which."""

from __future__ import annotations

import re

import pytest

from tests.affidavits.conftest import Site
from tests.factories.affidavits import NAME
from tests.pages.affidavits import answer, candidate_answers, candidate_files_affidavit, candidate_signs
from tests.people import Browser
from tracker.affidavits.own import Edition, editions_of
from tracker.affidavits.words import english
from tracker.affidavits.written import read_document
from tracker.db import db


def editions(site: Site) -> tuple[Edition, ...]:
    """Return what the candidate filed."""
    return site.read(lambda _: editions_of(db.session, site.case.case_id, english))


@pytest.fixture
def telefono(phone: Browser) -> Browser:
    """The candidate's browser, reading Spanish."""
    phone.language = "/es"
    return phone


def test_both_texts_are_kept_and_the_fingerprint_is_of_the_signed_one(site: Site, telefono: Browser) -> None:
    answer(telefono, "/a/other", other="Un foro sobre aves")
    filed = candidate_files_affidavit(telefono, NAME, ("instagram", "marisol"))
    assert filed.location == "/es/a/receipt"
    (edition,) = editions(site)
    assert (edition.language, edition.intact) == ("es", True)
    assert edition.text.startswith(
        "Declaración jurada de cuentas de redes sociales y acceso\nlayout affidavit/1\n"
    )
    assert "> Idioma: Español" in edition.text
    assert "Declaro, bajo pena de declaración falsa" in edition.text
    assert edition.english.startswith("Affidavit of social media accounts and access\nlayout affidavit/1\n")
    assert "> Language: Español" in edition.english
    assert "I declare, under penalty of false statement" in edition.english
    for text in (edition.text, edition.english):
        assert "marisol" in text
        assert edition.reference in text
        assert f"{edition.filed_at:%Y-%m-%d %H:%M:%S} UTC" in text
    signed, kept = read_document(edition.text), read_document(edition.english)
    assert [len(part.given) for part in signed.parts] == [len(part.given) for part in kept.parts]


def test_nothing_stays_english_in_what_is_signed(site: Site, telefono: Browser) -> None:
    candidate_files_affidavit(telefono, NAME, ("instagram", "marisol"))
    (edition,) = editions(site)
    spoken = {part.heading for part in read_document(edition.text).parts}
    assert spoken & {part.heading for part in read_document(edition.english).parts} == {""}
    labels = {one.label for part in read_document(edition.text).parts for one in part.given}
    assert (
        labels & {one.label for part in read_document(edition.english).parts for one in part.given} == set()
    )


def test_what_is_signed_in_english_needs_no_second_text(site: Site, phone: Browser) -> None:
    candidate_files_affidavit(phone, NAME)
    (edition,) = editions(site)
    assert (edition.language, edition.english) == ("en", "")


def test_an_amendment_may_be_in_the_other_language(site: Site, phone: Browser) -> None:
    candidate_files_affidavit(phone, NAME)
    phone.post("/a/change")
    phone.language = "/es"
    answer(phone, "/a/names", has="yes", name="Mari P", add="0")
    candidate_signs(phone, NAME)
    first, second = editions(site)
    assert (first.language, second.language) == ("en", "es")
    assert "Se agregó un nombre o alias: Mari P" in second.text
    assert "Added a name or handle: Mari P" in second.english


def test_the_page_says_that_the_translation_waits_for_the_agency(telefono: Browser) -> None:
    candidate_answers(telefono, ("instagram", "marisol"))
    words = "Traducción pendiente de certificación por la agencia"
    for path in ("/a/check", "/a/sign"):
        assert words in telefono.get(path).text
    telefono.language = ""
    assert "to be certified" not in telefono.get("/a/sign").text


def test_the_text_that_was_checked_in_one_language_is_not_signed_in_another(
    site: Site, phone: Browser
) -> None:
    candidate_answers(phone)
    shown = re.search(r'name="shown"[^>]*value="([^"]*)"', phone.get("/a/sign").text)
    parts = re.search(r'name="parts"[^>]*value="([^"]*)"', phone.get("/a/sign").text)
    assert shown
    assert parts
    typed = {
        "name": NAME,
        "place": "Riverton, Connecticut",
        "meant": "y",
        "shown": shown[1],
        "parts": parts[1],
    }
    assert "/a/check" in (phone.post("/es/a/sign", data=typed).location or "")
    assert editions(site) == ()


def test_both_are_shown_each_in_its_language(site: Site, telefono: Browser) -> None:
    candidate_files_affidavit(telefono, NAME)
    receipt = telefono.get("/a/receipt").text
    assert '<pre class="document" tabindex="0" role="region" aria-label="Lo mismo en inglés' in receipt
    assert 'lang="en">Affidavit of social media' in receipt
    page = site.desk(site.round.dana).get(f"/cases/{site.case.reference}/affidavit").text
    assert "It was signed in Spanish." in page
    assert '<div lang="es">' in page

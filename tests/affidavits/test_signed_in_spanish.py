"""An affidavit that is signed in Spanish: its text, the English one beside it, and who sees which."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from flask import Flask
from sqlalchemy import select

from tests.affidavits.conftest import Site
from tests.factories.affidavits import NAME
from tests.pages.affidavits import answer, candidate_answers, candidate_files_affidavit, candidate_signs
from tests.people import Browser, People
from tests.printing.reading import heard
from tracker.affidavits.own import Edition, editions_of
from tracker.affidavits.words import english
from tracker.affidavits.written import read_document
from tracker.cases.models import AccessEntry
from tracker.cases.openings import Thing
from tracker.db import db
from tracker.policy.actors import Role


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


def test_the_pdf_is_in_the_language_signed_in_and_holds_what_was_signed(
    site: Site, telefono: Browser
) -> None:
    candidate_files_affidavit(telefono, NAME, ("instagram", "marisol"))
    (edition,) = editions(site)
    sheet = telefono.get("/a/receipt.pdf").data
    assert telefono.get("/a/receipt").text.count("/es/a/receipt.pdf") == 1
    paper = heard(sheet)
    assert (paper.title, paper.language, paper.ua) == ("Comprobante de su declaración jurada", "es", "1")
    assert "H1 Comprobante de su declaración jurada" in paper.headings
    assert paper.enclosed == {f"affidavit-{edition.reference}.txt": edition.text.encode()}
    telefono.language = ""
    assert telefono.get("/a/receipt.pdf").data == sheet


def test_an_auditor_under_a_matter_reads_both_texts_and_takes_the_pdf(site: Site, telefono: Browser) -> None:
    candidate_files_affidavit(telefono, NAME, ("instagram", "marisol"))
    (edition,) = editions(site)
    auditor = site.desk(site.people.make("Ellen Voss", Role.AUDITOR))
    place = f"/audit/cases/{site.case.reference}/affidavit"
    assert auditor.post(f"{place}/v1.pdf").location == place
    page = auditor.post(place, data={"matter": "26-114"}).text
    assert "It was signed in Spanish." in page
    assert '<div lang="es">' in page
    assert "Affidavit of social media accounts and access" in page
    for _ in range(2):
        answer = auditor.post(f"{place}/v1.pdf", data={"matter": "26-114"})
        assert answer.data == telefono.get("/a/receipt.pdf").data
    assert f"affidavit-{edition.reference}.pdf" in answer.headers["Content-Disposition"]
    opened = select(AccessEntry).where(AccessEntry.thing == Thing.AFFIDAVIT.value)
    assert len(site.read(lambda _: db.session.scalars(opened).all())) == 3
    assert auditor.post(f"{place}/v7.pdf", data={"matter": "26-114"}).status_code == 404
    assert auditor.get(f"/cases/{site.case.reference}/affidavit/v1.pdf").status_code == 403
    assert site.desk(site.round.dana).post(f"{place}/v1.pdf", data={"matter": "26-114"}).status_code == 403


@pytest.fixture
def untranslated(app: Flask, people: People) -> Site:
    """The site under a profile from before its declaration stood in Spanish too."""
    return Site(app, people, profile="ct-1")


def test_where_the_promise_is_in_english_alone_the_whole_text_is_and_the_page_says_so(
    untranslated: Site,
) -> None:
    telefono = untranslated.phone()
    telefono.language = "/es"
    candidate_answers(telefono, ("instagram", "marisol"))
    for path in ("/a/check", "/a/sign"):
        page = telefono.get(path).text
        assert "Usted firma este texto en inglés." in page
        assert "certificación por la agencia" not in page
        assert spanish_in(page, "Affidavit of social media accounts and access") == []
    assert spanish_in(telefono.get("/a/sign").text, "I declare, under penalty of false statement") == []
    assert candidate_signs(telefono, NAME).location == "/es/a/receipt"
    (edition,) = editions(untranslated)
    assert (edition.language, edition.english) == ("en", "")
    assert "> Language: English" in edition.text
    receipt = telefono.get("/a/receipt").text
    assert '<div lang="en">' in receipt
    assert spanish_in(receipt, "I declare, under penalty of false statement") == []


def test_in_english_nothing_is_said_of_it(untranslated: Site) -> None:
    phone = untranslated.phone()
    candidate_answers(phone, ("instagram", "marisol"))
    assert "in English" not in phone.get("/a/sign").text


class Spoken(HTMLParser):
    """A page as pieces of text, each with the language that it is marked as."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.pieces: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go in, in another language where the tag says so."""
        if tag not in ("br", "hr", "img", "input", "link", "meta"):
            before = self._open[-1][1] if self._open else ""
            self._open.append((tag, dict(attrs).get("lang") or before))

    def handle_endtag(self, tag: str) -> None:
        """Come out."""
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Keep a piece."""
        self.pieces.append((self._open[-1][1] if self._open else "", data))


def spanish_in(page: str, english_words: str) -> list[str]:
    """Return where English words stand in a page as if they were Spanish; they stand in it."""
    found = [language for language, words in Spoken(page).pieces if english_words in words]
    assert found
    return [language for language in found if language != "en"]

"""The candidate's pages under /es: the same pages, their links, cookies and refusals in Spanish."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.affidavits.conftest import Site
from tests.pages.affidavits import answer
from tests.people import Browser

pytestmark = pytest.mark.sqlite

LINKS = re.compile(r'(?:href|action|src)="([^"]*)"')


def links(html: str) -> list[str]:
    """Return where a page leads, and what it is drawn with."""
    return LINKS.findall(html)


def test_a_page_keeps_its_language_in_every_link_and_draws_itself_with_what_all_share(phone: Browser) -> None:
    page = phone.get("/es/a/names").text
    assert '<html lang="es">' in page
    drawn = [link for link in links(page) if "/static/" in link]
    led = [link for link in links(page) if link not in drawn and link.startswith("/")]
    assert drawn
    assert not [link for link in drawn if link.startswith("/es")]
    assert [link for link in led if not link.startswith("/es/")] == ["/a/names"], "all but the other language"
    with phone.get(drawn[0]) as shared:
        assert shared.status_code == 200


def test_the_other_language_is_the_same_page_with_the_same_question(phone: Browser) -> None:
    english = phone.get("/a/check?changed=names").text
    assert '<a href="/es/a/check?changed=names" hreflang="es" lang="es">Español</a>' in english
    spanish = phone.get("/es/a/check?changed=names").text
    assert '<a href="/a/check?changed=names" hreflang="en" lang="en">English</a>' in spanish


@pytest.mark.parametrize("path", ["/help", "/privacy", "/accessibility", "/verify", "/a/link", "/i/nobodys"])
def test_pages_for_everyone_are_there_in_both(site: Site, path: str) -> None:
    stranger = site.stranger()
    for prefix, language in (("", "en"), ("/es", "es")):
        page = stranger.get(prefix + path)
        assert page.status_code == (404 if path.startswith("/i/") else 200)
        assert f'<html lang="{language}">' in page.text


def test_no_language_is_guessed(site: Site) -> None:
    page = site.stranger().get("/help", headers={"Accept-Language": "es-MX,es;q=0.9"})
    assert page.status_code == 200
    assert '<html lang="en">' in page.text


def test_the_bare_beginning_leads_to_where_candidates_begin(site: Site, phone: Browser) -> None:
    for path in ("/es", "/es/"):
        assert site.stranger().get(path, follow_redirects=True).request.path == "/es/a/link"
        assert phone.get(path).headers["Location"] == "/es/a"
        assert site.desk(site.round.dana).get(path).headers["Location"] == "/desk"


def test_an_invitation_leads_to_itself_in_the_other_language_and_names_its_secret_nowhere(site: Site) -> None:
    token, stranger = site.invite().token, site.stranger()
    english = stranger.get(f"/i/{token}").text
    assert 'href="?language=es"' in english
    assert token not in english
    led = stranger.get(f"/i/{token}?language=es").headers["Location"]
    assert led == f"/es/i/{token}"
    spanish = stranger.get(led).text
    assert 'href="?language=en"' in spanish
    assert token not in spanish
    assert stranger.get(f"{led}?language=en").headers["Location"] == f"/i/{token}"
    assert stranger.get(f"/i/{token}?language=xx").status_code == 200


def test_who_comes_in_in_spanish_stays_in_spanish(site: Site) -> None:
    issued, stranger = site.invite(), site.stranger()
    answered = stranger.post(f"/es/i/{issued.token}", data={"code": issued.code})
    assert answered.headers["Location"] == "/es/a/start"
    cookie = next(value for value in answered.headers.getlist("Set-Cookie") if value.startswith("tracker="))
    assert "Path=/;" in f"{cookie};", "one session for both languages"
    assert answer(stranger, "/es/a/names", has="no").headers["Location"].startswith("/es/a/")
    assert stranger.get("/a/now").status_code == 200


def test_what_was_sent_too_late_is_found_in_the_readers_language(site: Site, phone: Browser) -> None:
    with phone.session_transaction() as carried:
        carried["seen"] = 0
    led = phone.post("/es/a/other", data={"version": "0", "anything_else": "A forum on birds"})
    assert led.headers["Location"] == "/es/a/link"
    issued = site.invite()
    back = phone.post(f"/es/i/{issued.token}", data={"code": issued.code})
    assert back.headers["Location"] == "/es/kept"
    kept = phone.get("/es/kept").text
    assert [link for link in links(kept) if link.startswith("/es/a/other?kept_form=")]


@pytest.mark.parametrize(
    "path", ["/es/sign-in", "/es/cases/C-26-7KQ4M", "/es/es/a", "/es//a", "/es/static/x"]
)
def test_what_is_not_for_candidates_has_one_address(site: Site, path: str) -> None:
    page = site.stranger().get(path)
    assert page.status_code == 404
    assert '<html lang="es">' in page.text or path.startswith("/es/static")
    assert site.desk(site.round.dana).get(path).status_code == 404


def test_errors_and_refusals_speak_the_language_of_their_address(phone: Browser) -> None:
    missing = phone.get("/es/a/nowhere")
    assert missing.status_code == 404
    assert '<html lang="es">' in missing.text
    assert "/es/" in links(missing.text)
    assert '<html lang="es">' in phone.post("/es/a/check").text


def test_a_site_below_an_address_of_its_own_keeps_it(app: Flask) -> None:
    browser = app.test_client()
    page = browser.get("/es/help", environ_overrides={"SCRIPT_NAME": "/review"}).text
    led = [link for link in links(page) if link.startswith("/")]
    assert "/review/help" in led
    assert "/review/es/privacy" in led
    assert [link for link in led if "/static/" in link and not link.startswith("/review/")] == []


@pytest.mark.parametrize("path", ["/estate", "/esa/a", "/ES/a"])
def test_what_only_begins_alike_is_no_language(site: Site, path: str) -> None:
    page = site.stranger().get(path)
    assert page.status_code == 404
    assert '<html lang="en">' in page.text

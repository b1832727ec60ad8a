"""The candidate's pages over HTTP, from the invitation to the receipt and beyond."""

from __future__ import annotations

from tests.affidavits.conftest import Site
from tests.factories.affidavits import NAME
from tests.pages.affidavits import candidate_enters, candidate_files_affidavit


def test_from_the_invitation_to_the_receipt(site: Site) -> None:
    issued, browser = site.invite(), site.stranger()
    came = candidate_enters(browser, issued.token, issued.code.replace("-", " ").lower())
    assert came.location == "/a/start"
    assert "We will never ask for your password" in browser.get("/a/start").text
    filed = candidate_files_affidavit(
        browser, NAME, ("instagram", "https://www.instagram.com/Marisol.Pena/?hl=en"), ("tiktok", "@mari.p")
    )
    assert filed.location == "/a/receipt", filed.text
    receipt = browser.get("/a/receipt").text
    assert "We have your affidavit" in receipt
    assert "You do not need to do anything now" in browser.get("/a/status").text

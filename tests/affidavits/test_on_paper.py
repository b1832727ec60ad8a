"""The pages that candidates print: nothing to press, everything opened, addresses spelled out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from tests.affidavits.conftest import Site
from tests.affidavits.test_browser import Finger, enter
from tests.browser import keep_picture

pytestmark = pytest.mark.browser

SCREEN_ONLY = (".masthead-nav", ".masthead-side", ".skip-link", ".actions", ".foot ul", "[data-copy]")
"""What is for pressing."""


@pytest.fixture
def filed(site: Site) -> Site:
    """The site once the affidavit is filed, in a case whose link works."""
    with site.inside() as hiring:
        hiring.file(site.case)
    return site


def printed(page: Page, name: str) -> str:
    """Look at the page that is open as paper shows it, and return its words."""
    page.emulate_media(media="print")
    for selector in SCREEN_ONLY:
        for one in page.locator(selector).all():
            assert not one.is_visible(), f"{page.url} prints {selector}"
    keep_picture(page, name)
    assert page.pdf(format="Letter").startswith(b"%PDF")
    return page.inner_text("body")


@pytest.mark.parametrize("language", ["en", "es"])
def test_receipt_and_status_are_fit_for_paper(
    filed: Site, address: str, chromium: Chromium, language: str
) -> None:
    issued = filed.invite()
    with chromium.new_context() as context:
        finger = Finger(context.new_page(), address, scripts=True, language=language)
        enter(finger, issued.token, issued.code)
        finger.go("/a/receipt")
        page = finger.page
        assert not page.locator("pre.document").first.is_visible()
        words = printed(page, f"receipt-on-paper-{language}")
        assert "layout affidavit/1" in words
        assert page.locator("pre.document").first.is_visible()
        reference = (page.text_content(".receipt-ref") or "").split()[-1]
        assert words.rstrip().endswith(f"{page.url} · {reference}")
        after = page.locator(".receipt ~ section a").evaluate(
            "one => getComputedStyle(one, '::after').content"
        )
        assert f"({address}{finger.under}/verify)" in after.replace('" "', "").replace('"', "")
        numbered = page.evaluate("getComputedStyle(document.body).page")
        assert numbered == ("spanish" if language == "es" else "auto")
        page.emulate_media(media="screen")
        finger.go("/a/status")
        assert printed(page, f"status-on-paper-{language}").rstrip().endswith(page.url)

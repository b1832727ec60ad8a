"""Forms as a browser sends them: what the page shows in them, with what somebody changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import cast
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

from tests.people import Browser

Values = dict[str, str | Sequence[str]]
FORM = re.compile(r"<form\b([^>]*)>.*?</form>", re.DOTALL)
"""A form of a page: no form stands in another, and reading one is quicker than reading the whole page."""
ACTION = re.compile(r'\baction="([^"]*)"')


def form_on(html: str, action: str) -> Element:
    """Return the form of a page that is sent to an address."""
    for form in FORM.finditer(html):
        sent_to = ACTION.search(form[1])
        if sent_to and unescape(sent_to[1]) == action:
            document = html5lib.parse(form[0], namespaceHTMLElements=False)
            return cast("Element", document.find(".//form"))
    raise AssertionError(f"the page has no form for {action}: {html[:3000]}")


def values_of(form: Element) -> Values:
    """Return what a form holds as it is shown, without its buttons."""
    values: dict[str, list[str]] = {}
    for field in form.iter():
        name, kind = field.get("name"), field.get("type", "text")
        if not name or field.tag == "button":
            continue
        if field.tag == "select":
            chosen = [one for one in field.iter("option") if one.get("selected") is not None]
            first = next(iter(field.iter("option")), None)
            values[name] = [
                one.get("value", "") for one in (chosen or ([first] if first is not None else []))
            ]
        elif field.tag == "textarea":
            values[name] = [field.text or ""]
        elif kind not in ("radio", "checkbox") or field.get("checked") is not None:
            values.setdefault(name, []).append(field.get("value", ""))
    return {name: found[0] if len(found) == 1 else found for name, found in values.items()}


def send(browser: Browser, address: str, action: str = "", /, **changes: str | Sequence[str]) -> TestResponse:
    """Open a page, change its form, and send it; ``action`` is the form's address where it is another one."""
    shown = browser.get(address)
    html = shown.get_data(as_text=True)
    assert shown.status_code == 200, html[:3000]
    return browser.post(action or address, data={**values_of(form_on(html, action or address)), **changes})


def text_of(answer: TestResponse, status: int = 200) -> str:
    """Return a page's text, once its status is the one expected."""
    text = answer.get_data(as_text=True)
    assert answer.status_code == status, (
        f"{answer.status_code} {answer.headers.get('Location')}\n{text[:4000]}"
    )
    return text


def shown(browser: Browser, address: str, status: int = 200) -> str:
    """Open a page and return its text."""
    return text_of(browser.get(address), status)

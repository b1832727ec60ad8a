"""What investigators and supervisors do on the pages of the run, by actor and verb."""

from __future__ import annotations

import re
from html import unescape

from werkzeug.test import TestResponse

from tests.people import Browser

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
INPUT = re.compile(r"<input\b[^>]*>")


def token_in(html: str) -> str:
    """Return the token of the first form of a page."""
    found = TOKEN.search(html)
    assert found, f"the page holds no form: {html[:400]}"
    return found.group(1)


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found.group(1)) if found else ""


def filled_in(html: str, action: str) -> dict[str, str]:
    """Return what the form with this address holds as it is shown, buttons left out."""
    start = html.index(f'action="{action}"')
    form = html[start : html.index("</form>", start)]
    values: dict[str, str] = {}
    for tag in INPUT.findall(form):
        chosen = _attribute(tag, "type") not in ("radio", "checkbox") or re.search(r"\bchecked\b", tag)
        if chosen and _attribute(tag, "name"):
            values[_attribute(tag, "name")] = _attribute(tag, "value")
    for name, options in re.findall(r'<select\b[^>]*\bname="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        picked = re.search(r"<option selected[^>]*\bvalue=\"([^\"]*)\"", options)
        first = re.search(r"<option\b[^>]*\bvalue=\"([^\"]*)\"", options)
        found = picked or first
        values[name] = unescape(found.group(1)) if found else ""
    for name, text in re.findall(r'<textarea\b[^>]*\bname="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        values[name] = unescape(text).strip("\r\n")
    return values


def investigator_logs_search(
    browser: Browser, case: str, step: str, *, query: str = "", **changes: str
) -> TestResponse:
    """Open the search page, change what is given, and log; "nothing found" unless said otherwise."""
    address = f"/cases/{case}/steps/{step}/search"
    shown = browser.get(address + (f"?{query}" if query else ""))
    assert shown.status_code == 200, shown.get_data(as_text=True)[:3000]
    values = filled_in(shown.get_data(as_text=True), address)
    said = {"result": "nothing-found", "department_device": "y", "then": "stay"}
    return browser.post(address, data={**values, **said, **changes})


def investigator_closes_step(browser: Browser, case: str, step: str, status: str) -> TestResponse:
    """Close a step from its page."""
    html = browser.get(f"/cases/{case}/steps/{step}").get_data(as_text=True)
    address = f"/cases/{case}/steps/{step}/settle"
    return browser.post(address, data={**filled_in(html, address), "status": status})


def investigator_opens_step_again(browser: Browser, case: str, step: str) -> TestResponse:
    """Open a closed step again from its page."""
    html = browser.get(f"/cases/{case}/steps/{step}").get_data(as_text=True)
    address = f"/cases/{case}/steps/{step}/open-again"
    return browser.post(address, data=filled_in(html, address))


def investigator_asks(browser: Browser, case: str, step: str, what: str, **values: str) -> TestResponse:
    """Ask for an excuse (``what`` is "excuse") or an extra search ("extra")."""
    address = f"/cases/{case}/steps/{step}/ask-{what}"
    html = browser.get(address).get_data(as_text=True)
    return browser.post(address, data={**filled_in(html, address), **values})


def investigator_marks_error(browser: Browser, case: str, search: str, reason: str) -> TestResponse:
    """Mark a search as entered in error."""
    address = f"/cases/{case}/searches/{search}/void"
    html = browser.get(address).get_data(as_text=True)
    return browser.post(address, data={**filled_in(html, address), "reason": reason})


def supervisor_rules(browser: Browser, request: str, ruling: str, reason: str) -> TestResponse:
    """Rule on a request: "approve" or "refuse"."""
    address = f"/requests/{request}"
    html = browser.get(address).get_data(as_text=True)
    return browser.post(address, data={**filled_in(html, address), "ruling": ruling, "reason": reason})

"""Where a refusal can be mended: the rules name a place in words, this turns it into an address."""

from __future__ import annotations

from flask import request, url_for

PLACES: dict[str, tuple[str, str]] = {
    # kind of thing and page, as the rules name them -> endpoint, and the name of its reference in the address
    "case:conflict": ("cases.conflict", "case"),
    "people:": ("accounts.people", ""),
    "person:": ("accounts.person", "person"),
    "designations:": ("accounts.designations", ""),
    "requisition:": ("requisitions.requisition", "requisition"),
    "requisition:board": ("requisitions.board", "requisition"),
    "requisition:protocol": ("requisitions.requisition", "requisition"),
}


def fix_url(fix: str) -> str:
    """Return the address of a place such as ``finding:F-7KQ4M2:checks``; empty where no page mends it.

    Parts of the address that the rule does not know (the case of a finding) are those of the present page.
    """
    kind, _, rest = fix.partition(":")
    reference, _, page = rest.partition(":")
    if f"{kind}:{page}" not in PLACES:
        return ""
    endpoint, name = PLACES[f"{kind}:{page}"]
    return url_for(endpoint, **({**(request.view_args or {}), name: reference} if reference else {}))

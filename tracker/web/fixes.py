"""Where a refusal can be mended: the rules name a place in words, this turns it into an address."""

from __future__ import annotations

from flask import current_app, request, url_for

from tracker.policy.judgement import Verdict, judge_role
from tracker.web.guard import actor_or_none, door_of

PLACES: dict[str, tuple[str, ...]] = {
    # kind of thing and page, as the rules name them -> endpoint, and the names of the parts of its address
    "case:conflict": ("cases.conflict", "case"),
    "case:steps": ("protocol.steps", "case"),
    "case:steps:*": ("protocol.step", "case", "step"),
    "case:namesakes": ("protocol.namesakes", "case"),
    "case:stops": ("protocol.stops", "case"),
    "step:": ("protocol.step", "step"),
    "step:ask": ("protocol.ask_extra", "step"),
    "grants:": ("protocol.case", ""),
    "search:": ("protocol.void_search", "search"),
    "finding:": ("findings.finding", "finding"),
    "finding:validate": ("validation.checks", "finding"),
    "finding:screen": ("validation.screen", "finding"),
    "finding:read": ("release.second_reading", "finding"),
    "capture:": ("findings.capture", "capture"),
    "case:affidavit": ("affidavits.case_affidavit", "case"),
    "case:findings": ("findings.findings", "case"),
    "case:sessions": ("together.sessions", "case"),
    "case:submit": ("release.submit", "case"),
    "case:returned": ("release.returned", "case"),
    "case:preview": ("release.preview", "case"),
    "case:review": ("release.review", "case"),
    "case:decide": ("release.decide", "case"),
    "case:answer": ("release.answer", "case"),
    "case:correction": ("release.correction", "case"),
    "reviews:": ("release.queue", ""),
    "requests:": ("protocol.requests", ""),
    "people:": ("accounts.people", ""),
    "person:": ("accounts.person", "person"),
    "requisition:": ("requisitions.requisition", "requisition"),
    "requisition:board": ("requisitions.board", "requisition"),
    "requisition:change": ("requisitions.change_requisition", "requisition"),
    "packet:": ("board.packet", "packet"),
    "packet:duties": ("board.docket", ""),
    "decision:": ("board.decision", "packet"),
}


AFFIDAVIT = {
    # part of the affidavit, as the rules name it -> the candidate's page for it
    "names": "affidavits.names",
    "now": "affidavits.now",
    "accounts": "affidavits.accounts",
    "account": "affidavits.change_account",
    "former": "affidavits.former",
    "access": "affidavits.access_to",
    "check": "affidavits.check",
    "sign": "affidavits.sign",
    "receipt": "affidavits.receipt",
    "status": "affidavits.status",
}


def fix_url(fix: str, case: str = "") -> str:
    """Return the address of a place such as ``finding:F-7KQ4M2:checks``; empty where no page mends it.

    Parts of the address that the rule does not know (the case of a finding, and in ``case::submit``) are
    those of the present page. A page may have one part more, as the step in ``case:C-26-7KQ4M:steps:06``.
    Nobody is sent to a page that their role never opens.
    """
    kind, reference, page, *more = (*fix.split(":"), "", "")
    if kind == "affidavit" and reference in AFFIDAVIT and _opens(AFFIDAVIT[reference]):
        number = int(page) if page.isdecimal() else None
        return url_for(AFFIDAVIT[reference], number=number) if number else url_for(AFFIDAVIT[reference])
    place = PLACES.get(f"{kind}:{page}:*" if any(more) else f"{kind}:{page}")
    if place is None or not _opens(place[0]):
        return ""
    endpoint, *names = place
    given = {name: part for name, part in zip(names, (reference, *more), strict=False) if part}
    known = {"case": case, **(request.view_args or {}), **given}
    wanted = next(current_app.url_map.iter_rules(endpoint)).arguments
    parts = {name: value for name, value in known.items() if name in wanted and value}
    return url_for(endpoint, **parts) if parts.keys() == wanted else ""


def _opens(endpoint: str) -> bool:
    door, actor = door_of(current_app, endpoint), actor_or_none()
    return door is not None and judge_role(door.permission, actor).verdict is Verdict.ALLOWED

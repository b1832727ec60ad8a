"""The menu of each role: nothing stands in it that the role may not open."""

from __future__ import annotations

from flask import request, url_for

from tracker.policy.actors import Actor, Role

MENUS: dict[Role, tuple[tuple[str, str], ...]] = {
    Role.INVESTIGATOR: (
        ("My work", "protocol.desk"),
        ("Candidates I meet", "together.diary"),
        ("Protocols", "requisitions.protocols"),
        ("Help", "affidavits.help_page"),
    ),
    Role.SUPERVISOR: (
        ("Review", "release.queue"),
        ("Team", "cases.team"),
        ("Conflicts", "cases.conflicts"),
        ("Requests", "protocol.requests"),
        ("Papers", "on_paper.papers"),
        ("Questions", "rights.questions"),
        ("Uniformity", "oversight.uniformity"),
        ("Reports", "oversight.reports"),
    ),
    Role.BOARD_MEMBER: (("Docket", "board.docket"),),
    Role.HR_ADMIN: (
        ("Requisitions", "requisitions.requisitions"),
        ("Candidates", "cases.candidates"),
        ("Boards", "requisitions.boards"),
        ("Protocols", "requisitions.protocols"),
        ("Papers", "on_paper.papers"),
        ("Questions", "rights.questions"),
        ("Copies", "rights.copies"),
        ("People", "accounts.people"),
        ("Retention", "records.retention"),
    ),
    Role.CHIEF: (
        ("Designations", "accounts.designations"),
        ("People", "accounts.people"),
        ("Deviations", "requisitions.deviations"),
        ("Corrected", "board.corrected"),
        ("Retention", "records.retention"),
        ("Incidents", "records.incidents"),
    ),
    Role.AUDITOR: (
        ("Uniformity", "oversight.uniformity"),
        ("Protocols", "requisitions.protocols"),
        ("Cases", "oversight.cases"),
        ("Ledger", "oversight.ledger"),
        ("Access", "oversight.access"),
        ("Duties", "oversight.duties"),
        ("Impact", "impact.impact"),
        ("Conflicts", "cases.conflicts"),
        ("Copies", "rights.copies"),
        ("Holds", "records.holds"),
        ("Exports", "exports.exports"),
        ("Incidents", "records.incidents"),
    ),
    Role.IT: (("System", "oversight.system"), ("Incidents", "records.incidents")),
}


def menu_of(actor: Actor, path: str) -> tuple[tuple[str, str, bool], ...]:
    """Return label, address and whether it is the present page, for each entry of the actor's menu."""
    entries = [(label, url_for(endpoint)) for label, endpoint in MENUS.get(actor.role, ())]
    return tuple((label, url, path == url or path.startswith(f"{url}/")) for label, url in entries)


def foot_of(actor: Actor | None) -> tuple[tuple[str, str], ...]:
    """Return label and address of each link at the foot of a page; candidates have none there."""
    if actor is None or actor.role is Role.CANDIDATE:
        return ()
    incident = () if actor.role is Role.BOARD_MEMBER else (("Record an incident", "records.new_incident"),)
    return (
        *((label, url_for(endpoint)) for label, endpoint in incident),
        ("Your roles and password", url_for("accounts.roles")),
        ("Keys in lists", url_for("accounts.keys")),
        ("Help", url_for("affidavits.help_page")),
    )


def first_page(role: Role) -> str:
    """Return the endpoint where somebody working in a role begins."""
    return "affidavits.task_list" if role is Role.CANDIDATE else MENUS[role][0][1]


def begins_here(actor: Actor | None) -> bool:
    """Say whether this page is where somebody begins, or a candidate goes on after filing."""
    if actor is None:
        return False
    after = ("affidavits.start", "affidavits.status") if actor.role is Role.CANDIDATE else ()
    return request.endpoint in (first_page(actor.role), *after)

"""The part where a hiring round opens: HR draws it up, seats its board, adds a candidate, and invites."""

from __future__ import annotations

from dataclasses import dataclass

from tests.journeys.walker import Walker

ROUND = "Police officer 2026-A"


@dataclass(frozen=True, slots=True)
class Invited:
    """What is shown once: a link, and a code that is told apart from it."""

    case: str
    link: str
    code: str


def hr_opens_a_requisition(hr: Walker, *, chair: str, members: tuple[str, ...]) -> None:
    """New requisition under the law of Connecticut, seat its board, and open it."""
    hr.follow("Requisitions")
    hr.follow("New requisition")
    hr.write("Title", ROUND)
    hr.press_too_early("Save the requisition", keeps={"Title": ROUND})
    hr.choose("Sworn officer")
    hr.choose("Newcomers")
    hr.pick("Legal profile", "Connecticut")
    hr.pick("Protocol", "version")
    hr.press("Save the requisition")
    hr.sees("Cannot open yet")
    hr.follow("Hiring board")
    _seat(hr, chair, chairs=True)
    for member in members:
        _seat(hr, member)
    hr.follow(ROUND)
    hr.press("Open requisition")
    hr.sees("Protocol and legal profile can no longer change")


def _seat(hr: Walker, name: str, *, chairs: bool = False) -> None:
    hr.choose(name)
    if chairs:
        hr.choose("Chairs this board")
    hr.press("Seat this member")


def hr_invites(hr: Walker, candidate: str) -> Invited:
    """Add a candidate, issue an invitation, and note down link and code, which are shown once."""
    hr.follow("Requisitions")
    hr.follow(ROUND)
    hr.follow("Add a candidate")
    hr.write("Name", candidate)
    hr.write("E-mail address", f"{candidate.split(maxsplit=1)[0].lower()}@mail.example")
    hr.write("Telephone", "203-555-0142")
    hr.press("Add this candidate")
    hr.press("Issue the invitation")
    link, code = hr.page.locator(".receipt code").all_inner_texts()
    case = hr.page.url.split("/")[-2]
    hr.follow("Candidates")
    hr.follow(case)
    hr.sees("Works")
    hr.does_not_see("Shown once")
    hr.does_not_see(code)
    return Invited(case, link.strip(), code.strip())


def supervisor_assigns(supervisor: Walker, case: str, *, to: str) -> None:
    """Give the case to somebody who is designated as a searcher."""
    supervisor.follow("Team")
    supervisor.follow(case)
    supervisor.choose(to)
    supervisor.press("Assign this case")
    supervisor.sees(to)

"""From an empty installation to an investigator at work, over the pages alone."""

from __future__ import annotations

from tests.factories.cases import investigator, supervisor
from tests.factories.requisitions import MEMBERS, hr
from tests.pages.accounts import hr_gives_role, staff_signs_in
from tests.pages.cases import hr_adds_candidate, hr_invites, investigator_declares, supervisor_assigns
from tests.pages.filled import shown, text_of
from tests.pages.requisitions import hr_draws_up_requisition, hr_opens_requisition, hr_seats_board
from tests.people import Browser, People
from tracker.policy.actors import Role


def browser_of(people: People, name: str) -> Browser:
    """Return a browser that somebody has signed in with by hand."""
    people.app.test_client_class = Browser
    client = people.app.test_client()
    assert isinstance(client, Browser)
    email = f"{name.casefold().replace(' ', '.')}@riverton.example"
    assert staff_signs_in(client, email).status_code == 303
    return client


def test_a_requisition_a_candidate_an_investigator(people: People) -> None:
    board = [people.make(name, Role.BOARD_MEMBER) for name in MEMBERS]
    for person in (hr(people), supervisor(people), investigator(people)):
        assert person.name
    priya = browser_of(people, "Priya Nair")
    requisition = hr_draws_up_requisition(priya)
    hr_seats_board(priya, requisition, [people.reference(member) for member in board])
    assert hr_opens_requisition(priya, requisition).headers["Location"] == requisition
    case = hr_adds_candidate(priya, requisition, name="Marisol Peña", email="marisol@example.org")
    link, _code = hr_invites(priya, case)
    page = text_of(people.app.test_client().get(link))
    assert "Marisol" not in page
    okafor = browser_of(people, "Lt. Ama Okafor")
    dana_reference = people.reference(investigator(people))
    assert supervisor_assigns(okafor, case, dana_reference).headers["Location"] == "/team"
    dana = browser_of(people, "Dana Ruiz")
    assert investigator_declares(dana, case).headers["Location"] == f"/cases/{case}"
    assert "Marisol Peña" in shown(dana, f"/cases/{case}")
    refused = hr_gives_role(priya, dana_reference, "board-member")
    assert "cannot be both" in text_of(refused, 409)

"""Help is one press away on every page of staff, whatever somebody works as."""

from __future__ import annotations

from html import unescape

import pytest

from tests.pages.filled import shown
from tests.people import People
from tracker.policy.actors import STAFF_ROLES, Role
from tracker.web.menus import MENUS


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_help_stands_at_the_foot_and_answers_what_staff_ask(people: People, role: Role) -> None:
    browser = people.browser(people.make("Sam Rivera", role))
    assert 'href="/help"' in shown(browser, "/roles")
    told = unescape(shown(browser, "/help"))
    for asked in ("Why can I not open something?", "What do the keys do?", "I saved something wrong"):
        assert asked in told


def test_help_is_in_the_menu_of_the_investigator() -> None:
    assert ("Help", "affidavits.help_page") in MENUS[Role.INVESTIGATOR]

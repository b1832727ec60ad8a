"""Whoever forgets to say what a page is about lets nobody in."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_login import login_user

from tests.people import People
from tracker.accounts.plumbing import SignedIn
from tracker.policy.actors import Role
from tracker.policy.answers import NotFound
from tracker.policy.permissions import Permission
from tracker.web.guard import requires


@pytest.mark.parametrize("permission", [Permission.READ_CASE, Permission.LOG_SEARCH, Permission.READ_NOTE])
def test_a_view_without_its_subject_is_shut(app: Flask, people: People, permission: Permission) -> None:
    dana = people.make("Dana Ruiz", Role.INVESTIGATOR)

    @requires(permission)
    def forgetful() -> str:
        return "open"

    @requires(permission, lists=True)
    def deliberate() -> str:
        return "open"

    with app.test_request_context("/cases/C-26-7KQ4M"):
        login_user(SignedIn(dana, b""))
        with pytest.raises(NotFound):
            forgetful()
        assert deliberate() == "open"

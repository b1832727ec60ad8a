"""Every link on a page that somebody sees opens for that very person: nobody is sent to a shut door."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.journeys.crawl import OPENS, crawled
from tests.journeys.doors import PEOPLE, Behind
from tracker.policy.actors import Role

pytestmark = pytest.mark.sqlite


@pytest.mark.parametrize("role", PEOPLE)
def test_links_open_for_whoever_sees_them(
    house: Flask, things: dict[Role, Behind], inside: dict[Role, FlaskClient], role: Role
) -> None:
    led = [one for one in crawled(house, things[role], inside[role], role) if one.led_by]
    shut = [f"{one.led_by} leads to {one.address}: {one.status}" for one in led if one.status not in OPENS]
    assert not shut
    assert len(led) > 3

"""The browsers of tests find fault with every page that they fetch."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.people import Browser

SOUND = "<!DOCTYPE html><html lang=en><head><title>One</title></head><body>{}</body></html>"


class Strict(Browser):
    """A browser that reads strictly whatever the database."""

    lint = True


def fetched(body: str) -> str:
    """Fetch a page with this body."""
    app = Flask("one page")
    app.test_client_class = Strict
    app.add_url_rule("/", view_func=lambda: SOUND.format(body))
    return app.test_client().get("/").text


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p>open <b>bold</p>", "unexpected-end-tag"),
        ('<p style="color: red">red</p>', "inline style"),
        ('<p onclick="go()">go</p>', "inline onclick"),
        ('<a href="https://elsewhere.example/">there</a>', "leads elsewhere"),
        ('<a href="//elsewhere.example/">there</a>', "leads elsewhere"),
        ('<a href="http://localhost.elsewhere.example/">there</a>', "leads elsewhere"),
        ('<p id="a">one</p><p id="a">two</p>', "id a is there twice"),
        ("<p>&lt;span class=x</p>", "our own markup"),
        ("<p>Tom & <b>Jerry</b> &co;</p>", "expected-named-entity"),
        ('<form><input name="a"><button name="b">Look</button></form>', "Enter presses 'Look'"),
    ],
)
def test_a_fault_is_found_each_time(body: str, fault: str) -> None:
    for _ in range(2):
        with pytest.raises(AssertionError, match=fault):
            fetched(body)


def test_a_fault_is_found_on_a_page_like_a_sound_one() -> None:
    fetched('<p id="at-C-26-7KQ4M">Tom</p><p id="at-C-26-4XK2P">Jerry</p>')
    fetched('<p id="at-C-26-4XK2P">Tom</p><p id="at-C-26-7KQ4M">Jerry</p>')
    with pytest.raises(AssertionError, match="twice"):
        fetched('<p id="at-C-26-7KQ4M">Tom</p><p id="at-C-26-7KQ4M">Jerry</p>')
    with pytest.raises(AssertionError, match="our own markup"):
        fetched('<p id="at-C-26-7KQ4M">Tom</p><p id="at-C-26-4XK2P">&lt;span class="muted"</p>')


def test_our_own_address_may_be_whole() -> None:
    assert "verify" in fetched('<a href="http://localhost/verify">http://localhost/verify</a>')

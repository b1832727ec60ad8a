"""People at the other end of a connection, without a browser: cookies, forms, and bodies that come slowly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from typing import Any, cast

from werkzeug.test import Client

from tests.pages.accounts import staff_signs_in
from tests.pages.filled import form_on, values_of
from tests.people import Browser


def at_the_wire(address: str) -> Browser:
    """Return somebody whose every request goes over a connection to the server at an address.

    It keeps cookies and sends forms as the test client does: what people do on pages they do here too.
    """
    return cast(Browser, Client(_carried_to(address.removeprefix("http://")), use_cookies=True))


def comes_in(address: str, email: str) -> Browser:
    """Return a member of staff who has signed in over a connection."""
    person = at_the_wire(address)
    answer = staff_signs_in(person, email)
    assert answer.status_code == 303, answer.text[:3000]
    return person


def _carried_to(place: str) -> Callable[..., list[bytes]]:
    def carry(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        headers = {
            name[5:].replace("_", "-").title(): value
            for name, value in environ.items()
            if name.startswith("HTTP_") and name != "HTTP_HOST"
        }
        if environ.get("CONTENT_TYPE"):
            headers["Content-Type"] = environ["CONTENT_TYPE"]
        with closing(HTTPConnection(place, timeout=60)) as connection:
            sent = environ["wsgi.input"].read(length) or None
            connection.request(environ["REQUEST_METHOD"], environ["REQUEST_URI"], sent, headers)
            answer = connection.getresponse()
            body = answer.read()
        start_response(f"{answer.status} {answer.reason}", answer.getheaders())
        return [body]

    return carry


def token_of(person: Browser, path: str) -> str:
    """Return the token of the form on a page."""
    token = values_of(form_on(person.get(path).text, path))["csrf_token"]
    assert isinstance(token, str)
    return token


@contextmanager
def begun(person: Browser, address: str, path: str, kind: str, length: int) -> Iterator[HTTPConnection]:
    """Open a request of so many bytes, whose body is sent by whoever asked; then it is closed."""
    cookie = person.get_cookie("tracker")
    assert cookie is not None
    with closing(HTTPConnection(address.removeprefix("http://"), timeout=60)) as connection:
        connection.putrequest("POST", path)
        connection.putheader("Cookie", f"tracker={cookie.value}")
        connection.putheader("Content-Type", kind)
        connection.putheader("Content-Length", str(length))
        connection.endheaders()
        yield connection


def answered(connection: HTTPConnection) -> HTTPResponse:
    """Read the answer to a request whose body was sent."""
    answer = connection.getresponse()
    answer.read()
    return answer

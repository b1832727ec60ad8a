"""Counts how often one place asks, in this process alone: nothing about who asks is kept, or outlives it.

Several workers count apart, so a place gets that many times as much. Behind a proxy all places are one until
``trusted_proxies`` says how many stand in front. The count keeps the machine free, and guards no secret.
"""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import cast

from flask import Flask, current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix

from tracker.policy.pace import A_MINUTE, may_ask_now

MOST_PLACES = 2_000
"""So many places are remembered; the one that asked longest ago is forgotten first."""
NOWHERE = "nowhere"
"""Where all ask from whose address cannot be told."""
_WITH_PORT = re.compile(r"\[(?P<v6>[^\[\]]*)\](?::\d{1,5})?|(?P<v4>[\d.]+):\d{1,5}")
LINE = 64
"""Bits of an IPv6 address that one line has: whoever has one can take any address that begins with them."""


class Pace:
    """When each place asked last."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, *, most: int = A_MINUTE) -> None:
        """Begin with nobody; ``clock`` gives seconds and never goes back, ``most`` are answered a minute."""
        self._asked: OrderedDict[str, list[float]] = OrderedDict()
        self._clock, self._most, self._turn = clock, most, threading.Lock()

    def takes(self, place: str) -> bool:
        """Say whether this place is answered now, and count it if so; who is turned away is not counted."""
        with self._turn:
            now, earlier = self._clock(), self._asked.pop(place, [])
            taken = may_ask_now(earlier, now, most=self._most)
            self._asked[place] = [*earlier, now][-self._most :] if taken else earlier
            if len(self._asked) > MOST_PLACES:
                self._asked.popitem(last=False)
        return taken


def place_of(address: str) -> str:
    """Return the place that an address stands for: an IPv4 address, or a line of IPv6; always short.

    Some proxies write the port behind the address, or quotation marks around it.
    """
    plain = address.strip().strip('"')
    with_port = _WITH_PORT.fullmatch(plain)
    try:
        known = ip_address((with_port[with_port.lastgroup or 0] if with_port else plain).partition("%")[0])
    except ValueError:
        return NOWHERE
    if not isinstance(known, IPv6Address):
        return str(known)
    return str(known.ipv4_mapped or IPv6Network((known, LINE), strict=False))


def answered_now(*, most: int = A_MINUTE) -> bool:
    """Say whether who asks this page is answered now, and count it; each page has its own count."""
    paces = cast(dict[str, Pace], current_app.extensions["tracker.pace"])
    return paces.setdefault(str(request.endpoint), Pace(most=most)).takes(place_of(request.remote_addr or ""))


def install(app: Flask, *, trusted_proxies: int) -> None:
    """Begin to count; the entry of ``X-Forwarded-For`` that many from its end says who asks, if any do."""
    app.extensions["tracker.pace"] = {}
    if trusted_proxies:
        vars(app)["wsgi_app"] = ProxyFix(
            app.wsgi_app, x_for=trusted_proxies, x_proto=0, x_host=0, x_port=0, x_prefix=0
        )

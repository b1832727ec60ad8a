"""Addresses that let somebody in by themselves: no page repeats one, on screen or at the foot of paper."""

from __future__ import annotations

from flask import Flask, request

SECRET = frozenset({"affidavits.invitation"})
"""The pages that stand at such addresses."""


def install(app: Flask) -> None:
    """Leave the page's own address away from the foot of paper where it is secret, or leads nowhere.

    What leads nowhere may be a link that was copied with something behind it.
    """
    app.context_processor(lambda: {} if _can_be_repeated() else {"printed_url": ""})


def _can_be_repeated() -> bool:
    return request.url_rule is not None and request.endpoint not in SECRET

"""A new installation: tables, keys, and answers."""

from __future__ import annotations

from flask import Flask


def test_a_new_installation_is_ready(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/healthz").get_data(as_text=True) == "ok\n"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_data(as_text=True)) == (200, "ready\n")

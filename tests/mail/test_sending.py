"""How a mail looks on its way, and to whom it is not given: servers that do not prove who they are."""

from __future__ import annotations

import os
import ssl
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.mail.conftest import ADDRESS, Point, Posting, row
from tests.mail.office import Office, certificate, serve
from tracker.db import unit_of_work
from tracker.mail.delivering import Send, deliver_due
from tracker.mail.outcomes import LONGEST_ANSWER, cleaned
from tracker.mail.sending import poster, smtp_password
from tracker.mail.service import post
from tracker.mail.worker import deliver_once
from tracker.policy.actors import SYSTEM
from tracker.policy.answers import Refused
from tracker.policy.mailing import MailKind, can_be_mailed
from tracker.settings import Misconfigured, Settings, load_settings

HOSTILE = [
    "a@b.example\nBcc: c@d.example",
    "a@b.example\r\n\r\nHello",
    "a@b.example, c@d.example",
    "A <a@b.example>",
    '"a b"@c.example',
    "a@b.example ",
    "a@@b.example",
    "a@b",
    "@b.example",
    "a@",
    "",
    "ñ@b.example",
    "a@[127.0.0.1]",
    "a@b..example",
    "a\0@b.example",
    "a@b.example\u2028x",
    "x" * 250 + "@b.example",
]


@pytest.mark.parametrize("address", HOSTILE)
def test_an_address_that_is_more_than_one_address_is_refused_in_words(address: str, context: None) -> None:
    assert not can_be_mailed(address)
    with unit_of_work(SYSTEM) as work, pytest.raises(Refused, match=r"Mail cannot go to this address\."):
        post(work, kind=MailKind.RECEIPT, to=address)


@pytest.mark.parametrize("address", [ADDRESS, "o'neil+jobs@sub.mail-host.example", "A_1@b.example"])
def test_a_plain_address_is_taken(address: str) -> None:
    assert can_be_mailed(address)


@pytest.mark.parametrize(
    "given",
    [
        {"link": "https://elsewhere.example/i/x"},
        {"link": "//elsewhere.example/x"},
        {"link": "/i/x\nBcc: a@b.example"},
        {"link": "/i/x?next=//elsewhere.example"},
        {"code": "Marisol"},
        {"code": "12345"},
        {"language": "fr"},
    ],
)
def test_nothing_but_a_path_and_six_digits_fits_into_a_mail(given: dict[str, Any], context: None) -> None:
    with unit_of_work(SYSTEM) as work, pytest.raises(ValueError, match="a path of this site"):
        post(work, kind=MailKind.INVITATION, to=ADDRESS, **given)


def test_mail_that_is_off_is_refused_in_words(app: Flask, context: None) -> None:
    with unit_of_work(SYSTEM) as work:
        off = work.session.info["settings"].model_copy(update={"mail_files": False})
        work.session.info["settings"] = off
        with pytest.raises(Refused, match="This system sends no mail"):
            post(work, kind=MailKind.RECEIPT, to=ADDRESS)


def test_spanish_goes_through_in_subject_and_body(posted: Posting, office: Office, send: Send) -> None:
    posted(kind=MailKind.SIGN_CODE, link="", code="123456", language="es")
    deliver_due(send)
    (message,) = office.taken
    raw = message.as_bytes()
    assert raw.isascii(), "so that every server on the way passes it on"
    assert message["Subject"].strip() == "Contratación de Riverton Police Department: su código"
    assert "123456" not in message["Subject"]
    assert "Su código para firmar es:" in message.get_content()
    assert message.get_content_type() == "text/plain"
    assert message["Content-Language"] == "es"
    assert message["Auto-Submitted"] == "auto-generated"


def test_a_link_stays_whole_and_lines_are_short(posted: Posting, office: Office, send: Send) -> None:
    token = "x" * 90
    posted(link=f"/i/{token}", language="es")
    deliver_due(send)
    lines = office.taken[0].get_content().splitlines()
    assert f"http://127.0.0.1:8000/es/i/{token}" in lines
    assert max(len(line) for line in lines if token not in line) <= 72


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate of this machine's that the machine trusts."""
    pem, key = certificate(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem, key)
    return context


def test_a_server_that_proves_who_it_is_gets_the_mail_encrypted(
    posted: Posting, point: Point, trusted: ssl.SSLContext
) -> None:
    office, mail = Office(), posted()
    server = serve(office, trusted)
    deliver_due(point(server.port, smtp_host="localhost", smtp_security="starttls"))
    server.stop()
    assert row(mail).state == "handed-over"
    assert office.encrypted == [True]


def test_a_server_under_another_name_gets_nothing(
    posted: Posting, point: Point, trusted: ssl.SSLContext
) -> None:
    office, mail = Office(), posted()
    server = serve(office, trusted)
    deliver_due(point(server.port, smtp_host="127.0.0.1", smtp_security="starttls"))
    server.stop()
    assert row(mail).state == "put-off"
    assert office.taken == []


def test_a_server_that_nobody_vouches_for_gets_nothing(posted: Posting, point: Point, tmp_path: Path) -> None:
    pem, key = certificate(tmp_path, "localhost")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem, key)
    office, mail = Office(), posted()
    server = serve(office, context)
    deliver_due(point(server.port, smtp_host="localhost", smtp_security="starttls"))
    server.stop()
    assert row(mail).state == "put-off"
    assert office.taken == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_without_encryption_gets_nothing(
    posted: Posting, point: Point, office: Office, security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.mail.sending.TIMEOUT_SECONDS", 1)
    mail = posted()
    deliver_due(point(office.port, smtp_security=security))
    assert row(mail).state == "put-off"
    assert office.taken == []


def test_a_server_that_refuses_us_and_not_the_mail_is_tried_again(
    posted: Posting, point: Point, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_SMTP_PASSWORD", "a secret")
    mail = posted()
    deliver_due(point(office.port, smtp_user="tracker"))
    assert row(mail).state == "put-off"


def test_the_password_comes_from_the_environment_or_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, app: Flask, settings: Settings
) -> None:
    monkeypatch.setenv("TRACKER_SMTP_PASSWORD", "one")
    assert smtp_password() == "one"
    (tmp_path / "secret").write_text("two\n")
    monkeypatch.setenv("TRACKER_SMTP_PASSWORD_FILE", str(tmp_path / "secret"))
    assert smtp_password() == "two"
    monkeypatch.setenv("TRACKER_SMTP_PASSWORD_FILE", str(tmp_path / "gone"))
    with pytest.raises(Misconfigured, match="cannot be read"):
        smtp_password()
    monkeypatch.delenv("TRACKER_SMTP_PASSWORD_FILE")
    monkeypatch.delenv("TRACKER_SMTP_PASSWORD")
    with pytest.raises(Misconfigured, match="smtp_user is set"):
        poster(app, settings.model_copy(update={"smtp_user": "tracker"}))
    with pytest.raises(Misconfigured, match="mail is off"):
        poster(app, settings.model_copy(update={"mail_files": False}))


def test_what_a_server_says_is_cut_and_tells_no_address() -> None:
    said = cleaned(b"5.1.1 <Marisol.Pena@MAIL.example>: marisol.pena\r\n\x1b[31m unknown \xff here", ADDRESS)
    assert said == "5.1.1 <(address)>: (address) [31m unknown here"
    assert len(cleaned("word " * 100, ADDRESS)) <= LONGEST_ANSWER


def test_files_are_written_where_nothing_is_sent(posted: Posting, app: Flask, settings: Settings) -> None:
    mail = posted(language="es")
    assert deliver_once(app) == 1
    (path,) = settings.mails.iterdir()
    assert path.name == f"invitation-{row(mail).reference}.eml"
    assert path.stat().st_mode & 0o077 == 0
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert message["To"] == ADDRESS
    path.unlink()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"smtp_host": "mail.example.gov"}, "mail_from is not"),
        (
            {"smtp_host": "mail.example.gov", "mail_from": "a@b.example", "smtp_security": "none"},
            "on this very machine alone",
        ),
        (
            {
                "environment": "production",
                "mail_files": True,
                "trusted_hosts": ["a.example"],
                "base_url": "https://a.example",
            },
            "secret links in files",
        ),
    ],
)
def test_settings_of_mail_hold_together(given: dict[str, object], words: str, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=words):
        load_settings(**({"environment": "test", "instance": tmp_path} | given))


def test_the_password_is_no_setting() -> None:
    assert not [name for name in Settings.model_fields if "password" in name and name.startswith("smtp")]
    assert "TRACKER_SMTP_PASSWORD" not in os.environ

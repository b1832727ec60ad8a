"""How a mail leaves: over SMTP, encrypted, to a server whose name was checked; or into a file, to try out.

Flask-Mailman writes the message and speaks to the server. Two things are done here instead: its STARTTLS
accepts any certificate, and its files are logs that no mail program opens.
"""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Callable
from email.charset import QP, SHORTEST, Charset
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from flask_mailman import EmailMessage, Mail
from flask_mailman.backends.base import BaseEmailBackend
from flask_mailman.backends.smtp import EmailBackend as SmtpBackend

from tracker.mail.outcomes import Never, NotNow, cleaned
from tracker.mail.texts import Letter
from tracker.settings import Misconfigured, Settings

TIMEOUT_SECONDS = 20
"""For so long the mail server may keep one step waiting."""
PERMANENT = 500
"""Answers of a mail server from here on mean: never."""
SECRET = "TRACKER_SMTP_PASSWORD"  # noqa: S105 - the name of the variable

Post = Callable[[Letter], None]
"""Sends a mail, or raises NotNow or Never."""


class CheckingSmtp(smtplib.SMTP):
    """A connection that goes on only after it knows, by its certificate, whom it speaks to."""

    def starttls(self, *_args: Any, **_context: Any) -> tuple[int, bytes]:
        """Encrypt, whatever context was asked for, with one that checks the server's certificate and name."""
        return super().starttls(context=ssl.create_default_context())


class CheckedSmtp(SmtpBackend):
    """SMTP over such connections; the encrypted ones from the start are checked by Flask-Mailman itself."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Return the kind of connection."""
        return smtplib.SMTP_SSL if self.use_ssl else CheckingSmtp


class MailFiles(BaseEmailBackend):
    """Mails as files that mail programs open, each under its reference; for the demo and for development."""

    def send_messages(self, email_messages: list[EmailMessage]) -> int:
        """Write each message whole, or not at all."""
        folder = Path(self.mailman.file_path)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            path = folder / f"{message.extra_headers['X-Tracker-Mail']}.eml"
            partial = path.with_suffix(".part")
            partial.write_bytes(message.message().as_bytes())
            partial.replace(path)
        return len(email_messages)


def poster(app: Flask, settings: Settings) -> Post:
    """Return what sends mails as the settings say; raises Misconfigured where mail is off."""
    if not settings.mail_available:
        raise Misconfigured("mail is off: set TRACKER_SMTP_HOST and TRACKER_MAIL_FROM")
    password = smtp_password()
    if settings.smtp_user and not password:
        raise Misconfigured(f"smtp_user is set, but {SECRET} and {SECRET}_FILE are not")
    app.config.from_mapping(
        MAIL_SERVER=settings.smtp_host,
        MAIL_PORT=settings.smtp_port,
        MAIL_USERNAME=settings.smtp_user or None,
        MAIL_PASSWORD=password or None,
        MAIL_USE_TLS=settings.smtp_security == "starttls",
        MAIL_USE_SSL=settings.smtp_security == "tls",
        MAIL_TIMEOUT=TIMEOUT_SECONDS,
        MAIL_DEFAULT_SENDER=sender(settings),
        MAIL_FILE_PATH=str(settings.mails),
        MAIL_BACKEND=MailFiles if settings.mail_files else CheckedSmtp,
    )
    Mail(app)
    return _send


def sender(settings: Settings) -> str:
    """Return the address that mail comes from."""
    return settings.mail_from or f"no-answer@{settings.agency_domain}"


def smtp_password() -> str:
    """Return the password for the mail server: from the environment, or from the file that it names."""
    if path := os.environ.get(f"{SECRET}_FILE"):
        try:
            return Path(path).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise Misconfigured(f"{SECRET}_FILE names {path}, which cannot be read") from error
    return os.environ.get(SECRET, "")


def message_of(letter: Letter) -> EmailMessage:
    """Return a mail as the server gets it; the name of its message is the same each time it is sent."""
    settings: Settings = current_app.extensions["settings"]
    message = EmailMessage(
        subject=letter.subject,
        body=letter.body,
        to=[letter.to],
        headers={
            "Message-ID": f"<{letter.reference}@{settings.agency_domain}>",
            "Content-Language": letter.language,
            "Auto-Submitted": "auto-generated",
            "X-Tracker-Mail": f"{letter.kind}-{letter.reference}",
        },
    )
    message.encoding = _utf8()
    return message


def _send(letter: Letter) -> None:
    backend = current_app.extensions["mailman"].get_connection()
    try:
        try:
            backend.send_messages([message_of(letter)])
        finally:
            backend.close()
    except smtplib.SMTPRecipientsRefused as refusal:
        code, words = next(iter(refusal.recipients.values()))
        raise _answer(code, words, letter.to) from refusal
    except smtplib.SMTPDataError as refusal:
        raise _answer(refusal.smtp_code, refusal.smtp_error, letter.to) from refusal
    except smtplib.SMTPResponseException as refusal:
        # The server refuses us and not the mail: signing in, our address. Whoever keeps it can mend that.
        raise NotNow(refusal.smtp_code, cleaned(refusal.smtp_error, letter.to)) from refusal
    except (smtplib.SMTPException, OSError) as trouble:
        raise NotNow(None, cleaned(str(trouble), letter.to)) from trouble


def _answer(code: int, words: str | bytes, address: str) -> NotNow | Never:
    return (Never if code >= PERMANENT else NotNow)(code, cleaned(words, address))


def _utf8() -> Charset:
    """Return UTF-8 as every mail server passes it on."""
    charset = Charset("utf-8")
    charset.header_encoding, charset.body_encoding = SHORTEST, QP
    return charset

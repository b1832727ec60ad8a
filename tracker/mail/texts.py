"""A mail as it is put into words: one text for each kind, in the reader's language, in short lines."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app
from flask_babel import force_locale, format_date

from tracker.policy.mailing import TO_STAFF, WITH_LINK, MailKind
from tracker.policy.signing import CODE_MINUTES
from tracker.policy.wording import before_of
from tracker.printing.moments import moment_in
from tracker.settings import Settings

WIDTH = 72
"""Characters of a line; a link is never broken."""
ASK_FOR_LINK = "/a/link"
"""The page on which candidates ask for a link; kinds without a secret of their own lead there."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What a mail is filled with: where it goes, and a link, a code and a day where its kind has them.

    ``until`` is the moment at which the link ends.
    """

    to: str
    link: str = ""
    code: str = ""
    due: date | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail ready to be sent; ``reference`` names it to whoever looks for it in a mail server's log."""

    reference: str
    kind: MailKind
    language: str
    to: str
    subject: str
    body: str


def letter(settings: Settings, *, reference: str, kind: MailKind, language: str, filling: Filling) -> Letter:
    """Put a mail into words; needs an application, and no request."""
    path = filling.link if kind in WITH_LINK else TO_STAFF.get(kind, ASK_FOR_LINK)
    with force_locale(language):
        text = current_app.jinja_env.get_template(f"mail/{kind.value}.txt").render(
            agency=settings.agency_name,
            phone=settings.agency_phone,
            link=f"{settings.base_url.rstrip('/')}{before_of(language)}{path}",
            code=filling.code,
            due=format_date(filling.due, "long") if filling.due else "",
            until=moment_in(language, filling.until) if filling.until else "",
            minutes=CODE_MINUTES,
        )
    subject, _, body = text.strip().partition("\n")
    return Letter(reference, kind, language, filling.to, " ".join(subject.split()), _wrapped(body))


def _wrapped(body: str) -> str:
    """Write each paragraph in short lines, with one empty line between two."""
    paragraphs = (" ".join(paragraph.split()) for paragraph in body.split("\n\n"))
    lines = (
        textwrap.fill(paragraph, WIDTH, break_long_words=False, break_on_hyphens=False)
        for paragraph in paragraphs
        if paragraph
    )
    return "\n\n".join(lines) + "\n"

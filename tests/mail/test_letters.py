"""What mails say: nothing personal, nothing that hints at social media, in plain words and both languages."""

from __future__ import annotations

import re
from datetime import date
from itertools import product

import pytest
from flask import Flask

from tests.affidavits.reading import ease, grade
from tests.affidavits.test_spanish import NOT_SAID as NOT_SAID_IN_SPANISH
from tests.affidavits.test_words import NOT_SAID
from tests.factories.affidavits import INSTAGRAM, NAME, TIKTOK, Round
from tests.mail.conftest import ADDRESS, Posting
from tests.mail.office import Office
from tests.people import People
from tracker.db import unit_of_work
from tracker.editions.shelf import editions
from tracker.mail.delivering import Send, deliver_due
from tracker.mail.service import post
from tracker.mail.texts import Filling, Letter, letter
from tracker.policy.mailing import WITH_LINK, MailKind
from tracker.policy.signing import CODE_MINUTES
from tracker.settings import Settings

HINTS = re.compile(
    r"social|platform|account|handle|finding|background|affidavit|police officer|"
    r"redes|cuenta|plataforma|hallazgo|antecedentes|declaraci[oó]n jurada",
    re.IGNORECASE,
)
FILLING = Filling(to=ADDRESS, link="/i/a-token", code="123456", due=date(2026, 3, 20))
EACH = list(product(MailKind, ("en", "es"), (True, False)))


def written(settings: Settings, kind: MailKind, language: str, *, dated: bool = True) -> Letter:
    """Return a mail of a kind."""
    filling = FILLING if dated else Filling(to=ADDRESS, link=FILLING.link, code=FILLING.code)
    return letter(settings, reference="M-7KQ4M2", kind=kind, language=language, filling=filling)


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize(("kind", "language", "dated"), EACH)
def test_a_mail_says_what_it_is_for_and_no_more(
    settings: Settings, kind: MailKind, language: str, dated: bool
) -> None:
    mail = written(settings, kind, language, dated=dated)
    both = f"{mail.subject}\n{mail.body}"
    without_agency = both.replace(settings.agency_name, "")
    assert not HINTS.search(without_agency), (
        "nothing that tells whoever looks over a shoulder what it is about"
    )
    assert "\n" not in mail.subject
    assert settings.agency_name in mail.subject
    assert settings.agency_phone in mail.body
    assert ("password" if language == "en" else "contraseña") in mail.body
    assert ("123456" in mail.body) == (kind is MailKind.SIGN_CODE)
    assert "123456" not in mail.subject
    secret = kind in WITH_LINK
    assert ("/i/a-token" in mail.body) == secret, "only what carries a link carries its secret"
    assert "a-token" not in mail.subject
    assert "%(" not in both
    assert "None" not in both


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("kind", MailKind)
def test_a_mail_reads_easily_and_blames_nobody(settings: Settings, kind: MailKind) -> None:
    english, spanish = written(settings, kind, "en"), written(settings, kind, "es")
    said = re.sub(r"https?://\S+", "", english.body)
    assert grade(said) <= 8
    assert not NOT_SAID.search(english.subject + english.body)
    dicho = re.sub(r"https?://\S+", "", spanish.body)
    assert ease(dicho) >= 55
    assert not NOT_SAID_IN_SPANISH.search(spanish.subject + spanish.body)
    assert english.body != spanish.body
    for link in re.findall(r"https?://\S+", spanish.body):
        assert "/es/" in link


@pytest.mark.usefixtures("context")
def test_days_are_written_in_the_readers_language(settings: Settings) -> None:
    assert "March 20, 2026" in written(settings, MailKind.INVITATION, "en").subject
    spanish = written(settings, MailKind.INVITATION, "es")
    assert "20 de marzo de 2026" in spanish.subject
    assert "/es/i/a-token" in spanish.body
    assert str(CODE_MINUTES) in written(settings, MailKind.SIGN_CODE, "es").body


def test_no_mail_holds_anything_of_its_candidate(
    people: People, context: None, office: Office, send: Send, posted: Posting
) -> None:
    hiring = Round(people)
    case = hiring.case(email=ADDRESS)
    candidate = hiring.candidate(case)
    with unit_of_work(candidate) as work:
        for kind, language in product(MailKind, ("en", "es")):
            link = FILLING.link if kind in WITH_LINK else ""
            post(
                work, kind=kind, to=ADDRESS, language=language, case_id=case.case_id, link=link, code="123456"
            )
    deliver_due(send)
    assert len(office.taken) == 2 * len(MailKind)
    canaries = {
        *NAME.split(),
        INSTAGRAM.canonical,
        TIKTOK.canonical,
        case.reference,
        str(case.case_id),
        str(case.candidate_id),
        hiring.requisition.reference,
        "officer",
        *(one.name for one in editions().platforms()),
    }
    for message in office.taken:
        del message["To"]
        content = f"{message['Subject']} {message['Message-ID']} {message.get_content()}".casefold()
        assert {one for one in canaries if re.search(rf"\b{re.escape(one.casefold())}\b", content)} == set()


def test_every_kind_has_its_text_and_no_text_is_left_over(app: Flask) -> None:
    texts = {
        name.removeprefix("mail/") for name in app.jinja_env.list_templates() if name.startswith("mail/")
    }
    assert texts == {f"{kind.value}.txt" for kind in MailKind} | {"frame.txt"}

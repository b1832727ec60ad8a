"""The letters of an invitation, and the statement to be sworn on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.printing.reading import heard
from tracker.printing.letters import Letter, code_letter, invitation_letter
from tracker.printing.parts import Line, Part
from tracker.printing.press import pdf
from tracker.printing.sworn import Unsworn, sworn_paper

pytestmark = pytest.mark.sqlite

AT = datetime(2026, 3, 9, 16, 0, 7, tzinfo=UTC)
LETTER = Letter(
    agency="Riverton Police Department",
    phone="(555) 010-0142",
    candidate="Marisol Peña",
    position="Officer 2026-A",
    case="C-26-7KQ4M",
    language="en",
    written_at=AT,
    works_until=AT,
)
LINK = "https://hiring.example.gov/i/" + "aB3_-" * 8
CODE = "7KQ4-M2PX"


def say(text: str, /, **values: object) -> str:
    """Say a sentence as it stands."""
    return text % values if values else text


def overheard(monkeypatch: pytest.MonkeyPatch, module: str) -> dict[str, Any]:
    """Return what a module will have handed to the press; the press goes on as ever."""
    seen: dict[str, Any] = {}

    def listen(template: str, data: Mapping[str, Any], **more: Any) -> bytes:
        seen.update(data=data, **more)
        return pdf(template, data, **more)

    monkeypatch.setattr(f"tracker.printing.{module}.pdf", listen)
    return seen


def loud(text: str, /, **values: object) -> str:
    """Say a sentence so that what was not said through here stands out."""
    return (text % values if values else text).upper()


def test_the_letter_with_the_link_shows_it_twice_and_never_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = overheard(monkeypatch, "letters")
    paper = heard(invitation_letter(LETTER, link=LINK, due=date(2026, 3, 20), _=say))
    assert paper.headings == ("H1 Tell us about your social media", "H2 How to begin")
    assert paper.alts == ("A square to scan with a phone. It holds the link that is written below.",)
    assert seen["link"] == seen["data"]["link"] == LINK
    assert "Answer by the end of March 20, 2026." in seen["data"]["sentences"]
    assert "We will never ask for your password." in seen["data"]["never"]


def test_the_letter_asks_for_names_alone_where_the_law_protects_accounts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = overheard(monkeypatch, "letters")
    named = replace(LETTER, accounts_asked=False)
    paper = heard(invitation_letter(named, link=LINK, due=None, _=say))
    assert paper.headings[0] == "H1 Tell us which names you use"
    assert "social media" not in " ".join(seen["data"]["sentences"])
    assert "It takes about 4 minutes. You can stop and come back." in seen["data"]["sentences"]


def test_the_letter_with_the_code_has_no_link_and_no_square(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = overheard(monkeypatch, "letters")
    paper = heard(code_letter(LETTER, code=CODE, _=say))
    assert paper.headings == ("H1 Your code",)
    assert paper.alts == ()
    assert seen["data"]["code"] == CODE
    assert "link" not in seen
    assert seen["data"]["link"] == ""


def test_every_word_of_the_letters_can_be_said_in_another_language() -> None:
    spanish = replace(LETTER, language="es")
    paper = heard(invitation_letter(spanish, link=LINK, due=None, _=loud))
    assert paper.language == "es"
    assert paper.headings == ("H1 TELL US ABOUT YOUR SOCIAL MEDIA", "H2 HOW TO BEGIN")
    assert heard(code_letter(spanish, code=CODE, _=loud)).headings == ("H1 YOUR CODE",)


def test_a_letter_is_the_same_when_it_is_printed_again() -> None:
    first, second = (invitation_letter(LETTER, link=LINK, due=None, _=say) for _ in range(2))
    assert first == second


def test_a_statement_to_be_sworn_has_its_text_inside_and_lines_to_sign_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = overheard(monkeypatch, "sworn")
    unsworn = Unsworn(
        agency="Riverton Police Department",
        case="C-26-7KQ4M",
        language="en",
        written_at=AT,
        title="Affidavit of social media accounts and access",
        parts=(Part("Names", ("Have you?",), (Line("Answer", "Yes"),)), Part("Account 1", under=True)),
        text="The text\n",
        fingerprint="8a51" * 16,
        declaration="I swear that my answers are true.",
        oath="Sworn to or affirmed before me.",
    )
    paper = heard(sworn_paper(unsworn, say))
    assert paper.enclosed == {"statement-C-26-7KQ4M.txt": b"The text\n"}
    assert paper.headings == (
        "H1 Affidavit of social media accounts and access",
        "H2 Names",
        "H3 Account 1",
        "H2 Fingerprint of this text",
        "H2 Declaration",
        "H2 Sworn or affirmed before an officer or a notary",
    )
    officer = " ".join(seen["data"]["officer"])
    assert all(word in officer for word in ("Name", "Title", "commission", "Date", "Place", "Signature"))

"""What is kept of each way to sign: the words of the law, in one language, with way, place and profile."""

from __future__ import annotations

import hashlib
import tomllib
from itertools import product

import pytest

from tests.affidavits.test_notary import said, shown
from tests.affidavits.test_oath import SWORN
from tests.factories.affidavits import NAME, NOTHING, Round, code_for
from tests.factories.on_paper import copied, scan
from tests.people import People
from tracker.affidavits.answers import Answers
from tracker.affidavits.document import fingerprint
from tracker.affidavits.drafts import draft_of
from tracker.affidavits.notarising import file_scan, hand_in
from tracker.affidavits.own import Edition, editions_of
from tracker.affidavits.service import Signing, file_affidavit, text_to_sign
from tracker.affidavits.setting import setting_of
from tracker.affidavits.swearing import Oath, make_statement, take_oath
from tracker.affidavits.waiting_statement import waiting_of
from tracker.affidavits.words import Say
from tracker.db import clock_of, db, unit_of_work
from tracker.editions.shelf import CONFIG, editions
from tracker.on_paper.comparing import say_the_same
from tracker.on_paper.queries import the_paper
from tracker.on_paper.reading import drafted, last_day, text_of, unfiled
from tracker.policy.facts import CaseFacts
from tracker.policy.legal import SigningMethod
from tracker.policy.ways import SWORN as SWORN_WAYS
from tracker.web.languages import catalogue

PLACES = [(found.key, found.version) for found in editions().newest_profiles()]
UNSWORN = "I declare under penalty of perjury that the foregoing is true and correct."
STATUTES = {
    "ar": UNSWORN,
    "strictest": UNSWORN,
    "va": UNSWORN,
    "nj": "I certify that the foregoing statements made by me are true. I am aware that if any of the "
    "foregoing statements made by me are willfully false, I am subject to punishment.",
    "vt": "I declare that the above statement is true and accurate to the best of my knowledge and belief. "
    "I understand that if the above statement is false, I will be subject to the penalty of perjury, or to "
    "other sanctions.",
}
"""The words of the statute inside the United States, where it gives them."""
WHERE = "Riverton, Hartford County"
LANGUAGES = {"en": "English", "es": "Español"}
WAYS = {
    SigningMethod.DECLARATION: ("Signature", "I mean this as my signature"),
    SigningMethod.OATH: ("Sworn or affirmed before an officer", "Officer"),
    SigningMethod.NOTARY: ("Sworn or affirmed before a notary", "Notary"),
    SigningMethod.PAPER: ("Signed on paper", "Entered for the candidate by"),
}
"""By which heading and which answer the kept text says its way."""


def speaker(language: str) -> Say:
    """Return how a language says things."""

    def say(text: str, /, **values: object) -> str:
        found = str(catalogue(language).gettext(text))
        return found % values if values else found

    return say


def signed(
    hiring: Round, answers: Answers, method: SigningMethod, language: str, *, outside_us: bool
) -> Edition:
    """Open a case, have it signed in a way, and return what is kept."""
    case, say = hiring.case(NAME), speaker(language)
    if method is SigningMethod.PAPER:
        on_paper(hiring, case, answers, language, outside_us=outside_us)
    else:
        hiring.answer(case, answers)
        if method is SigningMethod.DECLARATION:
            on_the_page(hiring, case, language, outside_us=outside_us)
        else:
            with unit_of_work(hiring.candidate(case)) as work:
                make_statement(work, case, method=method, language=language, say=say)
            before_somebody(hiring, case, method, say)
    (edition,) = editions_of(db.session, case.case_id, say)
    return edition


def on_the_page(hiring: Round, case: CaseFacts, language: str, *, outside_us: bool) -> None:
    """Sign by a click."""
    setting, draft, say = (
        setting_of(db.session, case.case_id),
        draft_of(db.session, case.case_id),
        speaker(language),
    )
    last, actor = setting.access_ends(clock_of(db.session).now()), hiring.candidate(case)
    text = text_to_sign(setting, draft, last, language=language, say=say)
    signing = Signing(
        shown_digest=fingerprint(text.encode()),
        typed_name=NAME,
        place=WHERE,
        meant=True,
        outside_us=outside_us,
        language=language,
        code=code_for(actor, case),
    )
    with unit_of_work(actor) as work:
        file_affidavit(work, case, signing=signing, say=say)


def before_somebody(hiring: Round, case: CaseFacts, method: SigningMethod, say: Say) -> None:
    """Swear what was made ready before an officer or a notary."""
    waiting = waiting_of(db.session, case.case_id)
    assert waiting
    if method is SigningMethod.OATH:
        oath = Oath(shown_digest=waiting.digest, sworn_today=True, **(SWORN | {"venue": WHERE}))
        with unit_of_work(hiring.hr) as work:
            take_oath(work, case, oath=oath, say=say)
        return
    with unit_of_work(hiring.candidate(case)) as work:
        hand_in(work, case, notary=said(place=WHERE), contents=(scan(),))
    with unit_of_work(hiring.hr) as work:
        file_scan(work, case, shown=shown(case), say=say)


def on_paper(hiring: Round, case: CaseFacts, answers: Answers, language: str, *, outside_us: bool) -> None:
    """Copy a signed paper, and have somebody else compare it."""
    grants = {} if answers.uses else {"access_until": None, "investigator": None}
    copied(hiring, case, answers, language=language, place=WHERE, outside_us=outside_us, **grants)
    paper, setting = the_paper(db.session, case.case_id), setting_of(db.session, case.case_id)
    say = speaker(language)
    last, draft = last_day(setting, paper, clock_of(db.session).now()), drafted(db.session, setting, paper)
    text = text_of(setting, paper, draft, unfiled(paper), last=last, say=say, locale=language)
    with unit_of_work(hiring.supervisor) as work:
        say_the_same(work, hiring.now(case), shown=fingerprint(text.encode()), say=say)


def words_on_file(key: str, version: int, method: SigningMethod, language: str, *, outside_us: bool) -> str:
    """Return the words signed under as the profile's file has them, read by nothing of the product."""
    profile = tomllib.loads((CONFIG / "jurisdictions" / f"{key}-{version}.toml").read_text())
    (words,) = (one for one in profile["declarations"] if one["method"] == method)
    abroad = (
        "_outside_us" if outside_us and method in (SigningMethod.DECLARATION, SigningMethod.PAPER) else ""
    )
    return str(words[f"text{abroad}{'_es' if language == 'es' else ''}"])


def own_words(text: str) -> set[str]:
    """Return what a text says itself: its lines, and of answers the labels alone."""
    lines = (line.partition(": ")[0] if line.startswith("> ") else line for line in text.split("\n"))
    return {line for line in lines if line and not line.startswith("layout ")}


@pytest.mark.clause("Hampton F.2")
@pytest.mark.parametrize(("key", "version"), PLACES, ids=[key for key, _ in PLACES])
def test_the_laws_words_of_the_place_are_signed_and_kept(
    context: None, people: People, key: str, version: int
) -> None:
    hiring = Round(people, profile=key)
    asked = setting_of(db.session, hiring.case("Ana Lima").case_id).accounts_asked
    answers = NOTHING if asked else Answers(has_other_names=False)
    for method, language, outside_us in product(SigningMethod, LANGUAGES, (False, True)):
        if outside_us and method in (SigningMethod.OATH, SigningMethod.NOTARY):
            continue
        edition, say = signed(hiring, answers, method, language, outside_us=outside_us), speaker(language)
        words = words_on_file(key, version, method, language, outside_us=outside_us)
        assert f"\n\n{say('Declaration')}\n{words}\n" in edition.text, (method, language, outside_us)
        heading, label = WAYS[method]
        assert f"\n\n{say(heading)}\n" in edition.text
        assert f"\n> {say(label)}: " in edition.text
        assert f"({key}, " in edition.text
        assert f"> {say('Language')}: {LANGUAGES[language]}\n" in edition.text
        assert f": {WHERE}\n" in edition.text
        assert edition.intact
        before, _, part = edition.text.partition(f"\n{say(heading)}\n")
        if method in SWORN_WAYS:
            assert hashlib.sha256(before.encode()).hexdigest() in part
        if method in (SigningMethod.NOTARY, SigningMethod.PAPER):
            assert hashlib.sha256(scan()).hexdigest() in part
        if language == "es":
            english = words_on_file(key, version, method, "en", outside_us=outside_us)
            assert english in edition.english
            assert english not in edition.text
            assert own_words(edition.text) & own_words(edition.english) == set()


@pytest.mark.parametrize("key", STATUTES)
def test_where_the_statute_gives_words_they_are_these(key: str) -> None:
    version = dict(PLACES)[key]
    for method in (SigningMethod.DECLARATION, SigningMethod.PAPER):
        assert words_on_file(key, version, method, "en", outside_us=False) == STATUTES[key]
        abroad = words_on_file(key, version, method, "en", outside_us=True)
        federal = "under the laws of the United States of America" in abroad
        assert federal == (STATUTES[key] == UNSWORN)

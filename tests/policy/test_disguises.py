"""Protected words are found however they are written, and a candidate's own name is never one (R-13)."""

from __future__ import annotations

import tomllib
from random import Random
from uuid import UUID

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tracker.affidavits.queries import DeclaredAccountRow
from tracker.editions.shelf import CONFIG, editions
from tracker.policy.disguises import DIGITS, LONG, found_in, readings
from tracker.policy.look_alikes import ALIKE
from tracker.policy.methods import missing_for_query
from tracker.policy.passwords import looks_like_password
from tracker.policy.searching import missing_in_look
from tracker.protocol.own_names import OwnNames
from tracker.protocol.step_page import proposals_of

pytestmark = pytest.mark.clause("29 CFR 1635.8")

TERMS = editions().wordlist("search-terms")
STEPS = tuple(step for protocol in editions().protocols() for step in protocol.steps)
SMALL_WORDS = frozenset(
    {"the", "a", "an", "of", "for", "with", "and", "in", "on", "at", "to", "is", "or", "by", "no"}
)
PROTECTED = [entry.pattern.rstrip("*") for entry in TERMS.entries]
WORDS = st.sampled_from([word for word in PROTECTED if len(word) > 3 and " " not in word])
OWN = st.one_of(
    st.sampled_from(PROTECTED).map(str.title),
    st.text("abcdeghiklmnorstuvyčšćéñ'-. ", min_size=2, max_size=20),
    st.builds("{}{}{}".format, st.sampled_from(PROTECTED), st.sampled_from(["", "_", ".", "99"]), WORDS),
)


@pytest.mark.parametrize(
    "query",
    [
        "marisol DIAGNOSIS",
        "marisol diagnósis",
        "marisol diagno\u0301sis",
        "marisol d14gn0s1s",
        "marisol c h u r c h",
        "marisol C.H.U.R.C.H.",
        "marisol chur-ch",
        "marisol_church",
        "marisol сhurсh",
        "marisol ｃｈｕｒｃｈ",
        "marisol chu\u200brch",
        "marisol d\u0336iagnosis",
        "marisol di\u00adabetes",
        "marisol @chr1stian",
        "marisol @ids",
        "marisol g@y",
        "marisol c hurch",
        "marisol 𝒹𝒾𝒶𝑔𝓃𝑜𝓈𝒾𝓈",
        "marisol \N{NEGATIVE SQUARED LATIN CAPITAL LETTER H}iv",
        "marisol ﬁancé",
        "marisol family\n\nhistory",
        "marisol family-history",
        "marisol diagnosed",
        "marisol churches",
        "marisol pregnancies",
        "marisol wives",
        "marisol homosexuality",
        "marisol diagno sis",
        "marisol di agno sis",
        "marisol %64iagnosis",
        "marisol %2564iagnosis",
        "marisol+%63%68urch",
        "marisol &#99;hurch",
        "marisol &#x63;hurch",
        "marisol \\u0063hurch",
        "marisol ch\u057drch",
        "marisol \U0001f930",
        "marisol \u26ea riverton",
        "marisol iglesia",
        "marisol enfermedad",
        "marisol embarazada",
    ],
)
def test_a_protected_word_is_found_in_disguise(query: str) -> None:
    (unmet,) = missing_for_query(query, TERMS)
    assert unmet.ref == "R-13"


def test_what_was_found_is_quoted_as_it_was_typed() -> None:
    for typed in ("d14gn0s1s", "chu\u200brch", "c h u r c h", "chu rch", "%63hurc%68"):
        query = f"marisol {typed} riverton"
        assert f"'{typed}'" in missing_for_query(query, TERMS)[0].sentence


@pytest.mark.parametrize(
    "query",
    [
        "Marisol Peña",
        "@marisol_99",
        "churchill downs",
        "grace kelly 1990",
        "site:linkedin.com/in",
        "mgay0r",
        "racecar",
        "Essex Junction",
        "J. R. Ortega",
        "555-0100",
        "Marisol Peña Riverton High",
        "the rapist of riverton",
        "Marisol Peña AT&T",
        "100%25 Marisol",
        "Wed 12 May",
        "\U0001f1f2\U0001f1fd Marisol",
        "Marisol calle ocho",
    ],
)
def test_ordinary_queries_are_searched(query: str) -> None:
    assert missing_for_query(query, TERMS) == ()


@given(WORDS, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_any_word_is_found_in_look_alike_letters(word: str, chance: Random) -> None:
    swaps: dict[str, list[str]] = {}
    for sign, plain in (ALIKE | DIGITS).items():
        swaps.setdefault(plain, []).append(sign)
    disguised = "".join(chance.choice([letter.upper(), *swaps.get(letter, [letter])]) for letter in word)
    assume(any(sign.isalpha() for sign in disguised))
    assert found_in(f"marisol {disguised}", TERMS), disguised


def test_a_number_that_a_word_begins_with_is_no_letters() -> None:
    for disguised in ("23ANDM3", "23@ndm3", "23andме", "234NDME", "234ndm3"):
        assert found_in(f"marisol {disguised}", TERMS), disguised


@given(WORDS, st.sampled_from([" ", "-", ".", "_", " - ", "*", "\u200b", "\u00ad"]))
@settings(max_examples=60)
def test_any_word_is_found_letter_by_letter(word: str, between: str) -> None:
    assert found_in(f"marisol {between.join(word)}", TERMS)


@given(WORDS, st.data())
@settings(max_examples=60)
def test_any_long_word_is_found_in_two_or_three_parts(word: str, data: st.DataObject) -> None:
    assume(len(word) >= LONG)
    cuts = sorted(data.draw(st.sets(st.integers(1, len(word) - 1), min_size=1, max_size=2)))
    parts = [word[a:b] for a, b in zip([0, *cuts], [*cuts, len(word)], strict=True)]
    assume(all(len(part) > 1 and part not in SMALL_WORDS for part in parts))
    assert found_in(f"marisol {' '.join(parts)}", TERMS), parts


@given(
    WORDS, st.sampled_from(["%{:02x}", "%25{:02x}", "&#{};", "&#x{:x};", "\\u{:04x}", "\\x{:02x}"]), st.data()
)
@settings(max_examples=60)
def test_any_word_is_found_behind_an_encoding(word: str, coded: str, data: st.DataObject) -> None:
    hidden = data.draw(st.sets(st.integers(0, len(word) - 1), min_size=1))
    typed = "".join(coded.format(ord(sign)) if at in hidden else sign for at, sign in enumerate(word))
    passage = found_in(f"marisol {typed} riverton", TERMS)
    assert passage is not None
    assert passage[0] in typed


@given(OWN, OWN, OWN)
@example("Charlotte Church", "Christian Gay", "diabeticdave")
@example("Edin Muslimović", "The Pope", "@gay.church_99")
@example("J. E. W. Smith", "Al A. Ids", "d14betes")
@example("Marisol Peña", "Maris", "Marisol#99x")
@settings(max_examples=25)
def test_what_the_affidavit_proposes_is_never_refused(name: str, other: str, handle: str) -> None:
    assume(all(word.strip() and not looks_like_password(word) for word in (name, other, handle)))
    account = DeclaredAccountRow(UUID(int=1), 1, "tiktok", "TikTok", handle, False, False, None, None, None)
    own = OwnNames(name, (other,), (account,), "pat.church@example.org")
    proposed = {query for step in STEPS for query, _place, _number in proposals_of(step, own)}
    for query in sorted(proposed):
        filled = query.replace("[town]", "Riverton").replace("[employer]", "Harbor Lines")
        assert missing_in_look(filled, TERMS, own.words) == (), filled


def test_a_handle_in_quotes_is_no_password_and_a_password_beside_it_is_one() -> None:
    assert missing_in_look('"Marisol99"', TERMS, ["Marisol99"]) == ()
    assert missing_in_look('"Marisol99" password: hunter22', TERMS, ["Marisol99"])[0].ref == "R-03"
    assert missing_in_look("chr1stian gay", TERMS, ["Christian Smith"])[0].ref == "R-13"
    assert missing_in_look("chr1stian smith", TERMS, ["Christian Smith"]) == ()


@given(st.text(max_size=60))
def test_every_sign_read_has_its_place(text: str) -> None:
    for read in readings(text):
        assert len(read.text) == len(read.places)
        assert all(0 <= place < len(text) for place in read.places)
        assert list(read.places) == sorted(read.places)


def test_each_group_names_its_source() -> None:
    groups = tomllib.loads((CONFIG / "wordlists/search-terms-3.toml").read_text("utf-8"))["groups"]
    assert TERMS.version == 3
    assert all(group["source"] for group in groups)
    assert {entry.category for entry in TERMS.entries} == {group["category"] for group in groups}

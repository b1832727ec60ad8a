"""What of an answer a board does not read, and what stays letter by letter."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.policy.private_details import without_private_details

pytestmark = pytest.mark.clause("Hampton C.3.f")


@pytest.mark.parametrize(
    "words",
    [
        "I was there 2019-2021.",
        "It was in 2014 2015, and again in 2019 2020 2021.",
        "It had 15000 views, then 1500000, then 1,500,000.",
        "It had 1 500 000 views, or 1.500.000 as we write it.",
        "My badge is 10452.",
        "Case 2021-0098 says so, and report no. 21-03-987654 too.",
        "Case number 2021009812 was closed.",
        "Room 12045, at 10:30.",
        "On 2021-03-12, and on 12-03-2021, and on 3/12/2021.",
        "It cost $1200.50 or 12 000.",
        "Between 10 and 20 people saw 3 posts.",
        "I was born in Hartford.",
        "She was born 2 weeks after that post.",
        "It was posted on March 3, 2020.",
        "The calle was full of people, 20 at least.",
        "I lived on a street with 12 houses.",
        "The post has the number 1234567890123456789.",
        "On 2019-10-12 14:30 I posted, and on 2019-10-12 14:30:05 again.",
        "It says Oct 12 2019 14:30, and 10 12 2019 14 30 below.",
        "The post of 2019-10-12 100 likes, 2019-10-12 5 likes.",
        "I paid 1200 1300 1400, for ages 10 12 14 16, with scores 100 200 300.",
        "Section 1.2.3.4.5.6.7, at 41.3083 -72.9279, ISBN 978-3-16-148410-0.",
        "It had 500-1000 followers, then 200-1500.",
        "I took Route 12 Main St, and in 2016 Old Main St was closed.",
        "There were 12 people on the road, on a 2 way street.",
        "From 20 2019 2020 pages were left.",
    ],
)
def test_what_is_nobodys_detail_stays(words: str) -> None:
    assert without_private_details(words) == (words, ())


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Call (860) 555-0142 now.", "Call [a phone number, left out] now."),
        ("Call 860-555-0142.", "Call [a phone number, left out]."),
        ("Call 555-0142.", "Call [a phone number, left out]."),
        ("Call 8605550142.", "Call [a phone number, left out]."),
        ("Call +34 612 345 678.", "Call [a phone number, left out]."),
        ("Call +44 (0)20 7946 0958.", "Call [a phone number, left out]."),
        ("Llama al 612 34 56 78.", "Llama al [a phone number, left out]."),
        ("Llama al 612345678, por favor.", "Llama al [a phone number, left out], por favor."),
        ("Call 020 7946 0958 or write.", "Call [a phone number, left out] or write."),
        ("Call 203\u2011555\u20110147.", "Call [a phone number, left out]."),
        ("Call 203\u2013555\u20130147.", "Call [a phone number, left out]."),
        (
            "Call 203/555/0147 or 203_555_0148.",
            "Call [a phone number, left out] or [a phone number, left out].",
        ),
        ("Call 1 860 555 0142.", "Call [a phone number, left out]."),
        ("Llama al 55 1234 5678.", "Llama al [a phone number, left out]."),
        ("Llama al 91 123 45 67.", "Llama al [a phone number, left out]."),
        ("Call 06 12 34 56 78.", "Call [a phone number, left out]."),
        ("He lives at 12 oak street.", "He lives at [a street address, left out]."),
        ("He lives at 7B Elm Ave.", "He lives at [a street address, left out]."),
        (
            "Write to PO Box 12 or apartado de correos 34.",
            "Write to [a street address, left out] or [a street address, left out].",
        ),
        ("It is jane (at) example dot com.", "It is [an e-mail address, left out]."),
        ("It is jane at example dot com.", "It is [an e-mail address, left out]."),
        ("She was born 3 March 1980.", "She was born [a birth date, left out]."),
        ("She was born on March 3rd, 1980 there.", "She was born on [a birth date, left out] there."),
        ("He was born in Hartford in May 1980.", "He was born in Hartford in [a birth date, left out]."),
        ("Born 1980, DOB: 03/03/80.", "Born [a birth date, left out], DOB: [a birth date, left out]."),
        ("Nació el 3 de marzo de 1980.", "Nació el [a birth date, left out]."),
        ("Fecha de nacimiento: 3-3-1980.", "Fecha de nacimiento: [a birth date, left out]."),
        ("He lives at 12 Elm Street.", "He lives at [a street address, left out]."),
        ("At 12 Elm St, Hartford, CT 06103 then.", "At [a street address, left out] then."),
        ("At 12 Elm Street, Apt 4, Hartford CT 06103.", "At [a street address, left out]."),
        ("Vive en Calle Mayor 5, 28013 Madrid.", "Vive en [a street address, left out]."),
        ("Vive en la calle de Alcalá, nº 12, 3º B.", "Vive en la [a street address, left out]."),
        ("En Avda. de la Constitución 102.", "En [a street address, left out]."),
        ("En C/ San Juan 7, con su madre.", "En [a street address, left out], con su madre."),
        ("Mine is 123-45-6789.", "Mine is [a social security number, left out]."),
        ("Write to rosa@mail.example.", "Write to [an e-mail address, left out]."),
        ("It was @rosa.k there.", "It was [a handle, left out] there."),
    ],
)
def test_how_to_reach_or_find_people_is_left_out_whole(words: str, left: str) -> None:
    shown, out = without_private_details(words)
    assert shown == left
    assert out


@given(st.text(alphabet="0123456789+-(). aZé/#@,\n", max_size=200))
def test_the_rest_stays_letter_by_letter(words: str) -> None:
    shown, out = without_private_details(words)
    rest = words
    for one in out:
        before, found, rest = rest.partition(one)
        assert found
        assert shown.startswith(before)
        shown = shown[len(before) :].partition(", left out]")[2]
    assert shown == rest


@pytest.mark.parametrize(
    "part",
    [
        "1 ",
        "1",
        "12 A ",
        "calle A ",
        "born ",
        "(1) ",
        "+1 ",
        "de la ",
        "a.",
        "0 ",
        "06 ",
        "a(at)",
        "860 ",
        "6 12",
    ],
)
def test_five_hundred_words_are_read_at_once(part: str) -> None:
    begun = time.perf_counter()
    without_private_details(part * 2000)
    assert time.perf_counter() - begun < 2

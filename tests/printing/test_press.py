"""The press: tagged, the same every time, and never stopped or steered by what it prints."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.dice import seeded
from tests.printing.reading import heard
from tracker.printing.press import TEMPLATES, Enclosed, NotPrinted, pdf
from tracker.printing.signs import HIDDEN, READABLE, all_shown, for_paper, spelled

pytestmark = pytest.mark.sqlite

AT = datetime(2026, 3, 9, 16, 0, 7, tzinfo=UTC)
WORDS = {
    "page": "Page {number} of {count}",
    "spelled": "Spelled",
    "fingerprint": "Fingerprint",
    "changed": "Changed",
    "next": "Next",
    "exact": "Exact",
    "exact_about": "About",
}
HOSTILE = (
    '#read("/etc/passwd")',
    "#panic()",
    "*b* _i_ `c` $x$ <l> @a // /* \\ #{1+1} #[x] = H\n= H\n- x\n+ y\n/ t: d",
    '"); panic("',
    "\u202eneddih\u202c \u2066\u200f\ufeff",
    "\x00\x01\x07\x1b[31m\r\n\t",
    "你好 😀 مرحبا नमस्ते ไทย \U0010ffff \ud800 \ufffe",
    "e" + "\u0301" * 500,
    "\u0301\u0327 first",
    "https://example.org/" + "x" * 5000,
    "שלום and Việt Nam and Ελλάδα and Київ",
    "[U+4F60]",
    " " * 3000,
    "{{ 7*7 }} ${7*7} <script>alert(1)</script>",
    "%(agency)s {number} {count}",
)


def data(*texts: str) -> dict[str, Any]:
    """Return a receipt that says these texts everywhere."""
    pairs = [{"label": text, "value": text} for text in texts]
    part = {"heading": texts[0], "under": False, "sentences": texts, "given": pairs, "remarks": texts}
    return {
        "title": texts[0],
        "agency": texts[0],
        "foot": texts[0],
        "words": WORDS,
        "head": pairs,
        "sentences": texts,
        "fingerprint": "8a51 bbff",
        "check": texts,
        "changes": texts,
        "nexts": texts,
        "parts": [part, part | {"under": True}],
        "exact": [line for text in texts for line in text.split("\n")],
    }


def printed(*texts: str, **more: Any) -> bytes:
    """Return the paper of a receipt that says these texts."""
    return pdf("receipt", data(*texts), language="en", made_at=AT, **more)


def test_paper_is_tagged_and_fit_for_an_archive() -> None:
    paper = heard(printed("We have your affidavit", enclosed=Enclosed("a.txt", "Peña 你\n", "The text")))
    assert (paper.title, paper.language) == ("We have your affidavit", "en")
    assert (paper.ua, paper.archive) == ("1", "3A")
    assert paper.headings[:2] == ("H1 We have your affidavit", "H2 Fingerprint")
    assert {"Document", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody"} <= paper.tags
    assert paper.labels == tuple(str(number + 1) for number in range(paper.pages))
    assert paper.enclosed == {"a.txt": "Peña 你\n".encode()}


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_what_is_printed_is_data(text: str) -> None:
    paper = heard(printed(text))
    assert paper.title.replace("\u200b", "") == spelled(text)
    assert paper.headings[0].startswith("H1")


def test_any_signs_at_all_can_be_printed() -> None:
    chance = seeded(7)
    for _ in range(60):
        top = chance.choice([0x80, 0x500, 0x3000, 0x110000])
        text = "".join(chr(chance.randrange(top)) for _ in range(chance.randrange(1, 400)))
        assert printed(text).startswith(b"%PDF-1.7")


def test_each_sign_called_readable_is_in_the_fonts() -> None:
    for first, last in READABLE:
        signs = [chr(sign) for sign in range(first, last + 1)]
        shown = [sign for sign in signs if unicodedata.category(sign) not in HIDDEN]
        assert all_shown(shown)
        text = "x".join(shown)
        import typst

        with pytest.raises(typst.TypstError, match="could not be displayed"):
            _bare(text + "你")
        assert _bare(text).startswith(b"%PDF")


def _bare(text: str) -> bytes:
    """Print a text without the spelling that stands before the press."""
    import typst

    source = (
        '#set document(title: "t")\n#set text(lang: "en", fallback: false, '
        'font: ("Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern"))\n= t\n#sys.inputs.said'
    )
    return bytes(
        typst.compile(
            source.encode(),
            font_paths=typst.Fonts(include_system_fonts=False),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1", "a-3a"],
            sys_inputs={"said": text},
        )
    )


def test_the_same_input_gives_the_same_bytes_and_another_moment_other_ones() -> None:
    assert printed("a") == printed("a")
    assert printed("a") != pdf("receipt", data("a"), language="en", made_at=AT + timedelta(seconds=1))


def test_a_sign_that_fonts_lack_is_spelled_by_its_number() -> None:
    assert spelled("Peña 你\u202e") == "Peña [U+4F60][U+202E]"
    assert spelled("Peña", ascii_only=True) == "Pe[U+00F1]a"
    assert not all_shown({"a": ["fine", {"b": "你"}]})
    assert all_shown({"a": ["fine", 1, True, None]})


def test_a_long_word_may_break_and_a_short_one_stays() -> None:
    assert for_paper("x" * 44) == "x" * 22 + "\u200b" + "x" * 22
    assert for_paper("x" * 43) == "x" * 43


def test_a_hundred_thousand_characters_are_printed_and_far_more_are_refused() -> None:
    part = {"heading": "", "under": False, "sentences": ["wort # " * 14_300], "given": [], "remarks": []}
    long = data("a") | {"parts": [part]}
    assert heard(pdf("receipt", long, language="en", made_at=AT)).pages > 10
    with pytest.raises(NotPrinted):
        pdf("receipt", long | {"sentences": ["x" * 400_000]}, language="en", made_at=AT)


def test_what_the_press_cannot_do_is_said_by_one_name() -> None:
    with pytest.raises(NotPrinted):
        pdf("receipt", {"title": "t"}, language="en", made_at=AT)
    with pytest.raises(NotPrinted):
        pdf("no-such-paper", data("a"), language="en", made_at=AT)


def test_templates_hold_no_words_and_fetch_nothing() -> None:
    sources = sorted(TEMPLATES.glob("*.typ"))
    assert len(sources) > 3
    for path in sources:
        text = "\n".join(line for line in path.read_text("utf-8").splitlines() if not line.startswith("//"))
        assert "@preview" not in text
        assert "http" not in text
        assert not [line for line in text.splitlines() if line.startswith("=") and "#" not in line]

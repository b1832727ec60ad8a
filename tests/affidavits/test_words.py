"""The words of the candidate's side: through gettext, plain, without blame."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from html5lib import parseFragment
from jinja2 import Environment, nodes

from tests.affidavits.catalogue import ROOT, RULES, RULES_FOR_CANDIDATES, collected, written
from tests.affidavits.conftest import Site
from tests.affidavits.reading import grade, words_of
from tests.factories.affidavits import NAME
from tests.pages.affidavits import answer, candidate_adds_account, candidate_answers, candidate_signs
from tests.people import Browser
from tracker.editions.shelf import editions
from tracker.policy.legal import LegalProfile

pytestmark = pytest.mark.sqlite

STAFF = {
    "ask_to_clarify.html",
    "case_affidavit.html",
    "notary_paper.html",
    "notary_scan.html",
    "oath.html",
    "stop_on_word.html",
}
TEMPLATES = [
    *(path for path in sorted((ROOT / "templates" / "affidavits").glob("*.html")) if path.name not in STAFF),
    ROOT / "templates" / "on_paper" / "own_paper.html",
    *(ROOT / "templates" / "together" / f"{name}.html" for name in ("answer", "confirm")),
    *sorted((ROOT / "templates" / "answering").glob("*.html")),
    ROOT / "templates" / "impact" / "about_you.html",
    *(
        ROOT / "templates" / "rights" / f"{name}.html"
        for name in ("access_log", "copy", "own_help", "question")
    ),
    *(ROOT / "templates" / "components" / f"{name}.html" for name in ("buttons", "lists", "page", "refusal")),
    *sorted((ROOT / "templates" / "errors").glob("4*.html")),
]
MODULES = [
    path
    for path in sorted((ROOT / "tracker" / "affidavits").glob("*.py"))
    if path.stem not in ("views_staff", "forms_staff", "models", "progress", "slots")
] + [ROOT / "tracker" / "together" / f"{name}.py" for name in ("told", "views_own", "words")]
MODULES += [
    ROOT / "tracker" / "answering" / f"{name}.py"
    for name in ("blueprint", "forms", "own", "proving", "telling", "views", "views_draft")
]
MODULES += [ROOT / "tracker" / "on_paper" / f"{name}.py" for name in ("blank", "letter", "told", "views")]
MODULES += [ROOT / "tracker" / "rights" / f"{name}.py" for name in ("looks", "views", "waiting")]
MODULES += [ROOT / "tracker" / "impact" / f"{name}.py" for name in ("forms", "views")]
FOR_ALL = {"accounts/kept.html", "accounts/password.html", "accounts/roles.html"}
"""Pages in the frame of candidates on which staff read plain English of their own."""
CANDIDATES_FRAME = re.compile(r'extends "layouts/(?:candidate\.html|" ~ surface\|default\("candidate"\))')
CANDIDATES_ADDRESS = re.compile(r'@blueprint\.(?:get|post|route)\(f?"/a["/]')
MINUTES_AND_SIZES = re.compile(r"\b\d[\d,]* (?:minutes|hours|days|working days|words|files|pages|MB|tries)\b")
NO_RULES = {"4 minutes", "15 minutes"}
"""How long most people take, in the words of pages; every other number is a rule's, and is passed in."""
SAID_TO_STAFF_TOO = {"access_modes.py", "notaries.py", "rights.py"}
"""Rules with refusals of staff among those of candidates: staff read plain English."""
GETTEXT = {"_", "_l", "ngettext", "gettext"}
PROSE = re.compile(r"[A-Z][a-z’']* [a-z].*|.*[a-z]\. [A-Z].*", re.DOTALL)
SPOKEN_ATTRIBUTES = ("aria-label", "title", "placeholder", "alt", "value")
NOT_SAID = re.compile(
    r"\b(?:please|sorry|valid|invalid|forbidden|illegal|oops|required|applicant|failed|red flag|hit)\b|!",
    re.IGNORECASE,
)


def outside_gettext(path: Path) -> Iterator[str]:
    """Yield what a template says without gettext: its own text, spoken attributes, prose in expressions."""
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(path.read_text())  # noqa: S701 - parsed, not rendered
    text = "".join(
        part.data if isinstance(part, nodes.TemplateData) else "0"
        for output in tree.find_all(nodes.Output)
        for part in output.nodes
    )
    for element in parseFragment(re.sub(r"<!DOCTYPE[^>]*>", "", text), namespaceHTMLElements=False).iter():
        for said in (element.text, element.tail):
            if said and re.search(r"[A-Za-z]{2}", said):
                yield said.strip()
        for name in SPOKEN_ATTRIBUTES:
            if re.search(r"[A-Za-z]{2} [a-z]", element.attrib.get(name, "")):
                yield element.attrib[name]
    said_through = {
        id(child)
        for call in tree.find_all(nodes.Call)
        if _translates(call)
        for child in call.find_all(nodes.Const)
    }
    for constant in tree.find_all(nodes.Const):
        prose = isinstance(constant.value, str) and PROSE.fullmatch(constant.value)
        if prose and id(constant) not in said_through:
            yield constant.value


def _translates(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name in GETTEXT


def test_every_page_and_every_door_of_candidates_is_looked_at_here() -> None:
    folder = ROOT / "templates"
    pages_of_theirs = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.html")
        if path.parent.name != "styleguide" and CANDIDATES_FRAME.search(path.read_text())
    }
    assert pages_of_theirs - FOR_ALL - {path.relative_to(folder).as_posix() for path in TEMPLATES} == set()
    doors = {path for path in (ROOT / "tracker").rglob("*.py") if CANDIDATES_ADDRESS.search(path.read_text())}
    assert len(doors) > 10, "the addresses of candidates are not found any more"
    assert doors - set(MODULES) == set()


def test_a_number_of_a_rule_is_passed_into_the_words_that_tell_it() -> None:
    said = {
        part
        for message in collected()
        for part in (message.id if isinstance(message.id, tuple) else (message.id,))
    }
    found = {number for text in said for number in MINUTES_AND_SIZES.findall(str(text))}
    assert found == NO_RULES


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_says_everything_through_gettext(path: Path) -> None:
    assert list(outside_gettext(path)) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_a_module_says_everything_through_gettext(path: Path) -> None:
    tree = ast.parse(path.read_text())
    fine: set[int] = set()
    for node in ast.walk(tree):
        translates = isinstance(node, ast.Call) and getattr(node.func, "id", "") in GETTEXT
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        raised = isinstance(node, ast.Raise)
        if translates or docstring or raised:
            fine |= {id(child) for child in ast.walk(node)}
    found = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in fine
        and PROSE.fullmatch(node.value)
    ]
    assert found == []


@pytest.mark.parametrize("name", sorted({*RULES_FOR_CANDIDATES} - SAID_TO_STAFF_TOO))
def test_a_rule_words_what_candidates_read_so_that_it_can_be_said_otherwise(name: str) -> None:
    tree = ast.parse((ROOT / "tracker" / "policy" / name).read_text())
    fine: set[int] = set()
    for node in ast.walk(tree):
        worded = isinstance(node, ast.Call) and getattr(node.func, "id", "") in RULES
        if worded and isinstance(node, ast.Call):
            fine |= {id(argument) for argument in node.args}
        if isinstance(node, ast.Raise) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ):
            fine |= {id(child) for child in ast.walk(node)}
    prose = {
        id(node): ast.unparse(node)
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, str) and PROSE.fullmatch(node.value))
        or (isinstance(node, ast.JoinedStr) and PROSE.fullmatch(_written(node)))
    }
    assert [words for key, words in prose.items() if key not in fine] == []


def _written(node: ast.JoinedStr) -> str:
    parts = (part.value if isinstance(part, ast.Constant) else "0" for part in node.values)
    return "".join(map(str, parts))


def test_the_catalogue_holds_every_sentence() -> None:
    said = {message.id for message in collected() if message.id}
    kept = {message.id for message in written() if message.id}
    assert said == kept, "run `make translations`"


def test_no_sentence_blames_or_pleads() -> None:
    said = [
        str(part)
        for message in collected()
        for part in (message.id if isinstance(message.id, tuple) else (message.id,))
    ]
    ours = {text for path in TEMPLATES for text in _msgids(path)}
    assert [text for text in said if text in ours and NOT_SAID.search(text)] == []


def _msgids(path: Path) -> Iterator[str]:
    yield from re.findall(r'_\("((?:[^"\\]|\\.)*)"', path.read_text())


def pages(site: Site, phone: Browser, language: str = "") -> Iterator[tuple[str, str]]:
    """Yield every page that a candidate meets, with the ones that say what to change, in a language."""
    issued, stranger = site.invite(), site.stranger()
    phone.language = stranger.language = language
    yield "invitation", stranger.get(f"/i/{issued.token}").text
    yield "code", stranger.post(f"/i/{issued.token}").text
    yield "wrong code", stranger.post(f"/i/{issued.token}", data={"code": "AAAA-AAAA"}).text
    yield "unknown link", stranger.get("/i/x").text
    for path in ("/a/start", "/a/names", "/a/now", "/a", "/a/check", "/a/former", "/a/other", "/a/later"):
        yield path, phone.get(path).text
    yield "names error", answer(phone, "/a/names").text
    answer(phone, "/a/now", uses="not-sure")
    yield "not sure", phone.get("/a/now").text
    answer(phone, "/a/now", uses="no")
    yield "/a/none", phone.get("/a/none").text
    for path in ("/a/accounts", "/a/accounts/new", "/a/former/new"):
        yield path, phone.get(path).text
    yield "account error", candidate_adds_account(phone, "", "").text
    yield "password", candidate_adds_account(phone, "other", "pw: hunter22").text
    candidate_answers(phone, ("instagram", "marisol"), ("tiktok", "mari"), mode="together")
    for path in (
        "/a/accounts",
        "/a/accounts/1",
        "/a/accounts/1/remove",
        "/a/access/1",
        "/a/check",
        "/a/sign",
        "/a/sign/ways",
    ):
        yield path, phone.get(path).text
    yield "sign error", candidate_signs(phone, "Somebody Else").text
    candidate_signs(phone, NAME)
    for path in (
        "/a/receipt",
        "/a/status",
        "/a/stop/1",
        "/a/change",
        "/verify",
        "/privacy",
        "/accessibility",
        "/help",
        "/a/link",
    ):
        yield path, phone.get(path).text


def test_every_page_reads_at_grade_eight_or_below_and_blames_nobody(site: Site, phone: Browser) -> None:
    said = {name: words_of(html) for name, html in pages(site, phone)}
    grades = {name: round(grade(words), 1) for name, words in said.items()}
    assert {name: found for name, found in grades.items() if found > 8} == {}
    assert max(grades.values()) > 2, "the measure measures nothing"
    assert {name: found[0] for name, words in said.items() if (found := NOT_SAID.search(words))} == {}


def test_the_measure_knows_hard_from_easy() -> None:
    assert grade("We look at it. You can stop.") < 3
    assert (
        grade(
            "Notwithstanding applicable jurisdictional considerations, investigators may "
            "administratively authorise supplementary documentation requirements."
        )
        > 15
    )


@pytest.mark.parametrize("profile", editions().newest_profiles(), ids=lambda found: str(found.key))
def test_what_a_legal_profile_tells_candidates_reads_as_the_pages_do(profile: LegalProfile) -> None:
    for told in [one.told for one in profile.notices] + [one.told for one in profile.rights]:
        assert grade(told.en) <= 8, told.en
        assert not NOT_SAID.search(told.en)
        assert told.es.count(".") == told.en.count("."), "the two say the same"

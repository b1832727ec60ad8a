"""The page that the board reads: one template, no request, no clock, the same bytes for the same facts.

Investigator, releaser and board see these very bytes; their SHA-256 is what is approved and released.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from tracker.answering.wording import ConcernWords
from tracker.answering.words import AnswerLine
from tracker.policy.casework import FindingFacts
from tracker.policy.clauses import Clause
from tracker.policy.finding_words import MEANINGS
from tracker.policy.identity import rung
from tracker.policy.validation import missing_for_validation
from tracker.policy.wording import counted
from tracker.settings import ROOT

TEMPLATE = "release/_packet_page.html"
"""The one template of the page."""

DEVIATED: Mapping[Clause, str] = {
    Clause.HAMDEN_D_2: "somebody who worked here may sit on this board, and takes no part in this decision",
    Clause.HAMDEN_D_3: "somebody who worked here may search without a current designation",
}
"""What each of the Chief's deviations about searchers means, in the board's words; reasons stay on record."""

BY_CASE = (
    f"The Chief recorded a deviation from {Clause.HAMDEN_D_2.label} for the whole agency: duties are by case "
    "and not by title. Nobody does two of them for one candidate."
)
"""What the board reads where people of the agency may hold several roles."""

NOT_ASKED = AnswerLine("Not asked. Candidates are asked about what could weigh against them.")
UNDATED = "The day is not known"
UNCHECKED = "Not all ten checks are answered Yes yet."
PASSED = "Passed all ten checks, the last by a second reader."
"""What the page says once the nine checks before review hold; it is not released before the tenth does."""

_TAGS = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class PageFinding:
    """One finding as the board reads it; nothing else of it travels.

    ``said`` are the paragraphs of the candidate's answer, unedited but for other people's private details;
    ``files`` tell of each file that came with it, by what proves it.
    """

    statement: str
    when: str
    direction: str
    dimension: str
    sure: str
    answer: str
    said: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PacketView:
    """Everything that the page is made of."""

    case: str
    protocol: str
    version: int
    steps: int
    places: int
    findings: tuple[PageFinding, ...]
    deviated: frozenset[Clause] = frozenset()
    open_steps: int = 0
    by_case: bool = False

    @property
    def searcher(self) -> str:
        """Return what the page calls who did the work: designated only where everybody was."""
        return "A searcher" if Clause.HAMDEN_D_3 in self.deviated else "A designated searcher"

    @property
    def deviations(self) -> tuple[str, ...]:
        """Return the Chief's deviations that touch the work, a sentence each."""
        said = tuple(
            f"The Chief recorded a deviation from {clause.label}: {words}."
            for clause, words in DEVIATED.items()
            if clause in self.deviated
        )
        return (*said, BY_CASE) if self.by_case else said

    @property
    def outcome(self) -> str:
        """Return what the review came to; the same words whether nothing was found or nothing is released."""
        many = len(self.findings)
        return counted(many, "job-related finding") if many else "No job-related findings"


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """The page in its exact bytes, with its words counted and its SHA-256 in hex.

    What candidates say for themselves does not count among the words: nobody's answer is cut to fit.
    """

    content: bytes
    words: int
    fingerprint: str

    @property
    def text(self) -> str:
        """Return the page as text, for a preview that shows these very bytes."""
        return self.content.decode()


def page_finding(
    facts: FindingFacts,
    posted: str,
    dimensions: Mapping[str, str],
    answer: AnswerLine = NOT_ASKED,
) -> PageFinding:
    """Return what the board is told of one finding; ``dimensions`` are the names of the agency's list.

    ``answer`` is what came of asking the candidate, who is asked about concerns.
    """
    words = concern_words(facts, posted, dimensions)
    return PageFinding(
        statement=words.statement,
        when=words.when,
        direction=words.direction,
        dimension=words.dimension,
        sure=words.sure,
        answer=answer.line,
        said=answer.said,
        files=answer.files,
    )


def concern_words(facts: FindingFacts, posted: str, dimensions: Mapping[str, str]) -> ConcernWords:
    """Return the words of a finding as the board reads them, and as its candidate is asked about them.

    ``posted`` says when it was posted, empty where that cannot be told.
    """
    identity = rung(facts.identifiers, declared=facts.declared)
    passed = not missing_for_validation(facts, second_reading=False)
    return ConcernWords(
        statement=facts.statement,
        when=posted or UNDATED,
        direction=MEANINGS[facts.direction],
        dimension=dimensions.get(facts.dimension, facts.dimension),
        sure=f"{PASSED} {identity}" if passed else UNCHECKED,
    )


def render(view: PacketView) -> RenderedPage:
    """Render the page to the bytes that the board gets."""
    text = _template().render(view=view).strip() + "\n"
    content = text.encode()
    said = sum(len(part.split()) for finding in view.findings for part in (*finding.said, *finding.files))
    return RenderedPage(content, len(list(words_of(text))) - said, hashlib.sha256(content).hexdigest())


def words_of(html: str) -> Iterable[str]:
    """Return the words that a reader of the page reads, in order."""
    return unescape(_TAGS.sub(" ", html)).split()


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(TEMPLATE)

"""Facts about the work on a case that satisfy every rule, to be spoiled one at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.policy.standing import BOARD, DANA, NAMES, NOW, OKAFOR, TODAY, designation
from tracker.policy import casework as c
from tracker.policy.definitions import StepDefinition, WordEntry, WordList
from tracker.policy.release_facts import ReleaseFacts
from tracker.policy.searching import SearchSetting
from tracker.policy.vocabulary import (
    AccessMode,
    Attribution,
    Check,
    CheckAnswer,
    Direction,
    Method,
    SearchResult,
    SignedIn,
    Stage,
    StepStatus,
)


def account(**changes: Any) -> c.AccountFacts:
    """Return one complete account."""
    base = c.AccountFacts(
        number=1,
        platform="Instagram",
        handle="marisol",
        mode=AccessMode.PUBLIC_ONLY,
    )
    return replace(base, **changes)


def affidavit(**changes: Any) -> c.AffidavitFacts:
    """Return an affidavit that can be filed."""
    base = c.AffidavitFacts(
        accounts_asked=True,
        has_accounts=True,
        has_other_names=False,
        has_former=False,
        accounts=(account(),),
        other_names=(),
        list_complete=True,
        allowed_modes=frozenset(AccessMode),
        shown_digest="aa",
        current_digest="aa",
        name_on_record="Marisol Peña",
        typed_name="marisol pena",
        signature_meant=True,
    )
    return replace(base, **changes)


def grant(**changes: Any) -> c.GrantFacts:
    """Return a live grant to Dana, to look at Instagram together."""
    base = c.GrantFacts(
        account="instagram:marisol",
        mode=AccessMode.TOGETHER,
        investigator_id=DANA,
        investigator_name="D. Ruiz",
        starts_at=NOW - timedelta(days=3),
        ends_at=NOW + timedelta(days=30),
    )
    return replace(base, **changes)


def search(**changes: Any) -> c.SearchFacts:
    """Return a public search by Dana that found nothing."""
    base = c.SearchFacts(
        reference="S-7KQ4M2",
        step="06",
        searcher_id=DANA,
        query="marisol.pena",
        place="TikTok",
        method=Method.PUBLIC_VIEW,
        signed_in=SignedIn.NO,
        result=SearchResult.NOTHING_FOUND,
        searched_at=NOW - timedelta(minutes=1),
        platform_name="TikTok",
    )
    return replace(base, **changes)


STEP = StepDefinition(
    code="06",
    section="Declared accounts",
    title="TikTok",
    why="For everyone.",
    method_text="Look.",
    queries=("{handle}",),
    places=("TikTok", "TikTok site search"),
    methods=(Method.PUBLIC_VIEW, Method.SITE_SEARCH, Method.TOGETHER_SESSION),
    required=True,
    expected_searches=1,
)

TERMS = WordList(
    "search-terms", 1, "tests", (WordEntry("diagnos*", "health"), WordEntry("church*", "religion")), "t"
)


def setting(**changes: Any) -> SearchSetting:
    """Return surroundings in which Dana may search."""
    base = SearchSetting(
        stage=Stage.SEARCH,
        affidavit_filed=True,
        step=STEP,
        offered=tuple(AccessMode),
        grants=(grant(),),
        designations=(designation(),),
        protected=TERMS,
        now=NOW,
        today=TODAY,
    )
    return replace(base, **changes)


def step(code: str = "01", **changes: Any) -> c.StepFacts:
    """Return a step that was done and found nothing."""
    base = c.StepFacts(
        code=code, title=f"Step {code}", required=True, status=StepStatus.DONE_NOTHING, searches=1
    )
    return replace(base, **changes)


def excused(code: str = "01", **changes: Any) -> c.StepFacts:
    """Return a step that was excused with an approved reason."""
    base = step(
        code,
        status=StepStatus.NOT_APPLICABLE,
        searches=0,
        excuse_code="no-handle",
        excuse_known=True,
        excuse_asked_by=DANA,
        excuse_approved_by=OKAFOR,
    )
    return replace(base, **changes)


def capture(**changes: Any) -> c.CaptureFacts:
    """Return a capture verified today."""
    base = c.CaptureFacts(
        reference="K-AAAAAA",
        source_link="https://example.org/post/1",
        captured_at=NOW,
        intact=True,
        verified_on=TODAY,
    )
    return replace(base, **changes)


def answered(check: Check, answer: CheckAnswer = CheckAnswer.YES, by: UUID = DANA) -> c.CheckFacts:
    """Return a check answered by a person, with a ground."""
    return c.CheckFacts(check, answer, "Seen in the thread.", by)


HAND_CHECKS = (
    answered(Check.ACCOUNT_IS_CANDIDATES),
    answered(Check.CANDIDATE_DID_IT),
    answered(Check.REAL),
    answered(Check.DATE_AND_CONTEXT),
    answered(Check.CORROBORATED),
    answered(Check.SECOND_READER, by=OKAFOR),
)


def finding(**changes: Any) -> c.FindingFacts:
    """Return a favourable finding that passes all ten checks."""
    base = c.FindingFacts(
        reference="F-7KQ4M2",
        direction=Direction.FAVOURABLE,
        observed="A post of 4 May 2025 thanks volunteers of a food drive.",
        statement="In May 2025 the candidate organized a food drive and thanked the volunteers.",
        dimension="reliability",
        job_reason="Shows that others can rely on the candidate.",
        source_link="https://example.org/post/1",
        no_source_reason="",
        attribution=Attribution.AUTHORED,
        identifiers=2,
        author_id=DANA,
        captures=(capture(),),
        searches=(search(result=SearchResult.FOUND_CANDIDATE),),
        checks=HAND_CHECKS,
        screened=True,
    )
    return replace(base, **changes)


def suggestion(**changes: Any) -> c.SuggestionFacts:
    """Return a suggestion that nobody has settled."""
    base = c.SuggestionFacts(key="religion:church:1", passage="church", category="religion")
    return replace(base, **changes)


def release(**changes: Any) -> ReleaseFacts:
    """Return a case that Lt. Okafor may release."""
    base = ReleaseFacts(
        case_reference="C-26-7KQ4M",
        stage=Stage.REVIEW,
        affidavit_filed=True,
        affidavit_intact=True,
        steps=(step("01"), excused("02")),
        extra_searches=(),
        ungranted_searches=(),
        findings=(finding(),),
        captures=(capture(),),
        today=TODAY,
        words=120,
        word_limit=350,
        submitted_by=DANA,
        submitter_fingerprint="f" * 64,
        releaser_id=OKAFOR,
        releaser_fingerprint="f" * 64,
        rendered_fingerprint="f" * 64,
        releaser_conflict=False,
        searchers=frozenset({DANA}),
        recipients=BOARD,
        exposed=frozenset({DANA, OKAFOR}),
        names=NAMES,
        other_reviewers=("Capt. Lee", "Lt. Brown"),
    )
    return replace(base, **changes)

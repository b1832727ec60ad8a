"""The closed lists of words: what a record, a form and a rule may say."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Language(StrEnum):
    """What candidates read and write in, by its code on the web."""

    ENGLISH = "en"
    """English, in which the house is written and boards read."""
    SPANISH = "es"
    """Spanish."""


class PositionClass(StrEnum):
    """What kind of post a requisition fills; the law may differ by it."""

    SWORN = "sworn"
    """A sworn officer."""
    CIVILIAN = "civilian"
    """A dispatcher, clerk or other employee who is not sworn."""
    VOLUNTEER = "volunteer"
    """A volunteer post."""


class AccessMode(StrEnum):
    """How a candidate lets the named investigator look at an account; no other way exists."""

    PUBLIC_ONLY = "public-only"
    """What anyone on the Internet can see."""
    CANDIDATE_EXPORT = "candidate-export"
    """A copy that the candidate makes and hands over."""
    TOGETHER = "together"
    """The candidate shows the account on a device of their own, at an agreed time."""
    TALK_FIRST = "talk-first"
    """The candidate would like to talk before choosing; counts as public only until then."""


class Method(StrEnum):
    """How a search was made; whatever is not here is not done."""

    SEARCH_ENGINE = "search-engine"
    """A public search engine."""
    SITE_SEARCH = "site-search"
    """A site's own search, open to everyone."""
    PUBLIC_VIEW = "public-view"
    """A public page or profile, opened directly."""
    PUBLIC_RECORD = "public-record"
    """A public register or index."""
    CANDIDATE_EXPORT = "candidate-export"
    """The copy that the candidate handed over."""
    TOGETHER_SESSION = "together-session"
    """A session in which the candidate shows the account."""


BEYOND_PUBLIC: dict[Method, AccessMode] = {
    Method.CANDIDATE_EXPORT: AccessMode.CANDIDATE_EXPORT,
    Method.TOGETHER_SESSION: AccessMode.TOGETHER,
}
"""Methods that go beyond what is public, each with the access that it needs."""


class SignedIn(StrEnum):
    """Whether the searcher was signed in anywhere while looking."""

    NO = "no"
    """Signed in nowhere."""
    DEPARTMENT_ACCOUNT = "department-account"
    """With an openly declared account of the department."""
    WITH_CANDIDATE = "with-candidate"
    """The candidate was, on the candidate's own device."""


class SearchResult(StrEnum):
    """What one search came to."""

    NOTHING_FOUND = "nothing-found"
    """Completed, nothing job-related: a full record."""
    FOUND_CANDIDATE = "found-candidate"
    """Something of the candidate's."""
    FOUND_UNSURE = "found-unsure"
    """Something, and it is not clear whose."""
    FOUND_SOMEONE_ELSE = "found-someone-else"
    """Something that belongs to another person; not pursued."""
    COULD_NOT_SEARCH = "could-not-search"
    """The place could not be searched."""

    @property
    def found(self) -> bool:
        """Say whether it counts as found; what is another person's is not pursued and counts as nothing."""
        return self in (SearchResult.FOUND_CANDIDATE, SearchResult.FOUND_UNSURE)


class StepStatus(StrEnum):
    """Where one protocol step stands in one case."""

    NOT_STARTED = "not-started"
    """Nothing done yet."""
    IN_PROGRESS = "in-progress"
    """Searches logged, not closed."""
    DONE_NOTHING = "done-nothing"
    """Done, nothing found."""
    DONE_FOUND = "done-found"
    """Done, something found."""
    NOT_APPLICABLE = "not-applicable"
    """Excused, because it does not apply to this candidate."""
    COULD_NOT_BE_DONE = "could-not-be-done"
    """Excused, because it could not be done."""


class Stage(StrEnum):
    """Where a case stands."""

    OPENED = "opened"
    """Opened; the candidate is not invited yet."""
    AFFIDAVIT_PENDING = "affidavit-pending"
    """Waiting for the candidate's affidavit."""
    SEARCH = "search"
    """With the investigator."""
    REVIEW = "review"
    """With a supervisor."""
    RESPONSE = "response"
    """Waiting for the candidate's answer."""
    RELEASED = "released"
    """The board has the packet."""
    DECIDED = "decided"
    """The board has decided."""
    CLOSED = "closed"
    """Nothing more is done; the retention clock runs."""
    DISPOSED = "disposed"
    """Its keys are destroyed; what names nobody stays."""
    WITHDRAWN = "withdrawn"
    """The candidate withdrew; nothing more is searched or released."""


class Direction(StrEnum):
    """Which way a finding points."""

    CONCERN = "concern"
    """Could weigh against the candidate, who is asked first."""
    FAVOURABLE = "favourable"
    """Speaks for the candidate."""
    CONTEXT = "context"
    """Helps to understand, and weighs neither way."""


class Attribution(StrEnum):
    """What the candidate had to do with what was found."""

    AUTHORED = "authored"
    """Wrote or posted it."""
    SHARED = "shared"
    """Passed it on."""
    ENDORSED = "endorsed"
    """Liked or endorsed it."""
    COMMENTED = "commented"
    """Commented on it."""
    TAGGED = "tagged"
    """Was tagged by somebody else; not releasable alone."""
    DEPICTED = "depicted"
    """Is shown in it; not releasable alone."""


class Check(IntEnum):
    """The ten checks of a finding, by number."""

    ACCOUNT_IS_CANDIDATES = 1
    """The account is the candidate's, by two identifiers."""
    CANDIDATE_DID_IT = 2
    """The candidate wrote, posted or endorsed it."""
    REAL = 3
    """It is real: not parody, impostor, edited, generated or from a stolen account."""
    DATE_AND_CONTEXT = 4
    """Its date and context were seen."""
    CAPTURE_INTACT = 5
    """The capture is as it was received; the system checks."""
    METHOD_LAWFUL = 6
    """The method was lawful and on the list; the system checks."""
    JOB_RELATED = 7
    """A job dimension and a reason are given; the system checks."""
    PROTECTED_REMOVED = 8
    """Protected information was looked for and settled; the system checks."""
    CORROBORATED = 9
    """Something else supports it or, for a concern, the candidate was asked."""
    SECOND_READER = 10
    """A second person has read it against its source."""


class CheckAnswer(StrEnum):
    """What a check came to."""

    YES = "yes"
    """It holds, on the ground given."""
    NO = "no"
    """It does not hold."""
    CANNOT_TELL = "cannot-tell"
    """It cannot be told; the finding stays in the file."""


class ConflictAnswer(StrEnum):
    """What a person says of ties to a candidate."""

    NONE = "none"
    """No tie."""
    UNSURE = "unsure"
    """Not sure; somebody else takes the case."""
    YES = "yes"
    """There is a tie; somebody else takes the case."""


class Tie(StrEnum):
    """What kind of tie there is; never shown to the board."""

    RELATIVE = "relative"
    """Family."""
    FRIEND = "friend"
    """Friend or neighbor."""
    PAST_SUPERVISOR = "past-supervisor"
    """One worked for the other."""
    OPPOSING_PARTY = "opposing-party"
    """On opposite sides of a dispute."""
    FINANCIAL = "financial"
    """Money or business."""
    SOCIAL_MEDIA_CONTACT = "social-media-contact"
    """Contact on social media."""
    OTHER = "other"
    """Something else."""


class Outcome(StrEnum):
    """What a board decides."""

    CONTINUE = "continue"
    """The candidate goes on."""
    NOT_CONTINUE = "not-continue"
    """The candidate does not go on, on job-related grounds."""
    DEFER = "defer"
    """Decided later."""

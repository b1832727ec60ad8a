"""How a search may be made (Hamden D.4): allowed methods only, with words that look for nothing protected."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.policy.access_modes import may_use
from tracker.policy.answers import Unmet
from tracker.policy.casework import SearchFacts
from tracker.policy.clauses import Clause, cites
from tracker.policy.definitions import StepDefinition, WordList
from tracker.policy.disguises import found_in
from tracker.policy.vocabulary import BEYOND_PUBLIC, AccessMode, Method, SignedIn
from tracker.policy.words import METHODS

NEVER: tuple[str, ...] = (
    "signing in as the candidate, or with anything the candidate uses to sign in",
    "contacting people with a made-up profile",
    "asking to be added as a contact, or joining a closed group",
    "using somebody else's account, or asking a friend of the candidate to look",
    "asking the candidate to change settings or to bring back what was removed",
    "tools that collect pages against a site's rules",
)
"""What no search does; shown beside the method picker, and nowhere offered."""

SIGN_IN_FOR: dict[Method, frozenset[SignedIn]] = {
    Method.SEARCH_ENGINE: frozenset({SignedIn.NO}),
    Method.SITE_SEARCH: frozenset({SignedIn.NO, SignedIn.DEPARTMENT_ACCOUNT}),
    Method.PUBLIC_VIEW: frozenset({SignedIn.NO, SignedIn.DEPARTMENT_ACCOUNT}),
    Method.PUBLIC_RECORD: frozenset({SignedIn.NO, SignedIn.DEPARTMENT_ACCOUNT}),
    Method.CANDIDATE_EXPORT: frozenset({SignedIn.NO}),
    Method.TOGETHER_SESSION: frozenset({SignedIn.WITH_CANDIDATE}),
}
"""Which signed-in states go with each method."""


def methods_allowed(step: StepDefinition, offered: Iterable[AccessMode]) -> tuple[Method, ...]:
    """Return the methods that both the protocol's step and the legal profile allow, in the step's order."""
    modes = frozenset(offered)
    return tuple(method for method in step.methods if may_use(method, modes))


def missing_for_name(name: str) -> tuple[Unmet, ...]:
    """Say R-12 about a method that has no name here, whatever was posted."""
    if name in {method.value for method in Method}:
        return ()
    return (_not_on_the_list("the one that was sent"),)


@cites(Clause.HAMDEN_D_4)
def missing_for_method(
    search: SearchFacts, step: StepDefinition, offered: Iterable[AccessMode]
) -> tuple[Unmet, ...]:
    """Say why a search cannot be made this way in this step (R-12)."""
    modes = frozenset(offered)
    unmet = []
    if search.method not in step.methods and not search.off_protocol:
        unmet.append(_not_on_the_list(METHODS[search.method]))
    else:
        unmet += missing_for_law(search.method, modes)
    if search.signed_in not in SIGN_IN_FOR[search.method]:
        unmet.append(_wrong_sign_in(search))
    return (*unmet, *missing_device(on_department_device=search.department_device))


@cites(Clause.HAMDEN_D_4)
def missing_device(*, on_department_device: bool) -> tuple[Unmet, ...]:
    """Say that nobody attested yet that a search was made on a department device."""
    if on_department_device:
        return ()
    words = "Searches are made on a department device. Tick that this one was, or make it again on one."
    return (Unmet(Clause.HAMDEN_D_4, words, fix="field:department_device"),)


@cites(Clause.HAMDEN_D_4)
def missing_for_law(method: Method, offered: Iterable[AccessMode]) -> tuple[Unmet, ...]:
    """Say why nobody uses this method here, in the protocol or beyond it: the law does not let us (R-12)."""
    if may_use(method, frozenset(offered)):
        return ()
    return (_not_on_the_list(f"{METHODS[method]}, which the law here does not let us use"),)


def _not_on_the_list(what: str) -> Unmet:
    return Unmet(
        Clause.HAMDEN_D_4,
        f"That method is not on the list: {what}. Choose another method. If you already did this, tell your "
        "supervisor today.",
        ref="R-12",
    )


def _wrong_sign_in(search: SearchFacts) -> Unmet:
    if search.method in BEYOND_PUBLIC:
        words = (
            "In a session together the candidate is signed in, on the candidate's own device, and nobody "
            "else."
        )
        if search.method is Method.CANDIDATE_EXPORT:
            words = "A copy that the candidate handed over is read without signing in anywhere."
    elif search.signed_in is SignedIn.WITH_CANDIDATE:
        words = (
            "What the candidate shows is a session together. Choose that method, or say who was signed in."
        )
    else:
        words = "This method is used without signing in. Choose No, or another method."
    return Unmet(Clause.HAMDEN_D_4, words, ref="R-12")


@cites(Clause.GINA_1635_8, Clause.HAMDEN_D_4)
def missing_for_query(query: str, protected: WordList, own: Iterable[str] = ()) -> tuple[Unmet, ...]:
    """Say which of the search words look for something protected (R-13).

    A word is found however it is disguised. ``own`` are the candidate's names and handles: somebody called
    Church may be searched for by name.
    """
    found = found_in(query, protected, own)
    if found is None:
        return ()
    passage, _entry = found
    return (
        Unmet(
            Clause.GINA_1635_8,
            f"The search words include '{passage}'. Searches may not look for health, family health, "
            "religion or other protected facts. Change the words.",
            ref="R-13",
        ),
    )

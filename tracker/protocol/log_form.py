"""The form of one look, filled in from what the step proposes, and the look that it tells when it is sent."""

from __future__ import annotations

from datetime import datetime

from tracker.policy.vocabulary import Method, SearchResult, SignedIn
from tracker.policy.wording import capital
from tracker.protocol.forms import LookForm, SearchForm, text_of
from tracker.protocol.pinned import SITE_SEARCH, places_of
from tracker.protocol.requests import RequestDetail
from tracker.protocol.service import Look
from tracker.protocol.step_page import StepPage
from tracker.web.attested import attested_at, say_attested
from tracker.web.forms import options
from tracker.web.moments import from_the_clock, on_the_clock
from tracker.web.typed import number_in


def form_of(view: StepPage, asked: RequestDetail | None, number: int | None, now: datetime) -> LookForm:
    """Return the form of a look that the step proposes by its number, or of one that was approved."""
    proposal = view.proposal(number)
    place = proposal.place if proposal else view.step.places[0]
    given = {
        "signed_in": SignedIn.NO.value,
        "pages_seen": 1,
        "searched_at": on_the_clock(now),
        "department_device": attested_at() is not None,
        "request": asked.line.reference if asked else "",
        "proposal": str(proposal.number) if proposal else "",
        "query": proposal.query if proposal else "",
        "place": place,
        "method": _method_for(place, [method for method, _ in view.methods]),
        "account": str(proposal.account or "") if proposal else "",
        "since": view.newest,
    }
    form: LookForm = LookForm(data=given)
    if asked is None:
        form = SearchForm(data=given)
        form.own = view.own.words
        form.place.choices = options(places_of(view.step))
        form.method.choices = options((method.value, capital(words)) for method, words in view.methods)
    say_attested(form.department_device)
    accounts = [(one.account, f"{one.platform_name} {one.handle}".strip()) for one in view.own.accounts]
    form.account.choices = options((("", "None, by name or handle"), *accounts))
    return form


def _method_for(place: str, allowed: list[Method]) -> str:
    """Return the method for a place: a site's own search where that is meant, else the first."""
    own_search = place.endswith(SITE_SEARCH) and Method.SITE_SEARCH in allowed
    return Method.SITE_SEARCH.value if own_search else next((method.value for method in allowed), "")


def look_of(form: LookForm, asked: RequestDetail | None) -> Look:
    """Return the look that an accepted form tells."""
    searched_at, pages_seen = form.searched_at.data, form.pages_seen.data
    if searched_at is None or pages_seen is None:
        raise ValueError("a form that was accepted says when, and how many pages")
    return Look(
        query=text_of(form.query) if isinstance(form, SearchForm) else "",
        place=text_of(form.place) if isinstance(form, SearchForm) else "",
        method=text_of(form.method) if isinstance(form, SearchForm) else "",
        result=SearchResult(text_of(form.result)),
        searched_at=from_the_clock(searched_at),
        signed_in=SignedIn(text_of(form.signed_in)),
        pages_seen=pages_seen,
        department_device=form.department_device.data,
        account=number_in(form.account.data),
        note=text_of(form.note),
        request=asked.line.reference if asked else "",
        seen=form.since.data or "",
    )

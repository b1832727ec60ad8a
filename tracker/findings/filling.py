"""Between the form of a finding and what the service takes: filling it, reading it, keeping it as a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from tracker.findings.drafting import Draft
from tracker.findings.finding_pages import Writing
from tracker.findings.forms import FindingForm
from tracker.findings.queries import FindingRow
from tracker.findings.service import FindingText
from tracker.policy.posting import About
from tracker.policy.vocabulary import Attribution, Direction
from tracker.web.forms import PASSWORD_REFUSED, options

C = TypeVar("C", Direction, Attribution, About)
NOT_KEPT = frozenset({"csrf_token", "draft"})
"""Fields of the frame, which are no part of what was typed."""


def text_of(form: FindingForm) -> FindingText:
    """Return what a form says; a choice that was not made stands as the most harmless one."""
    return FindingText(
        observed=form.observed.data or "",
        statement=form.statement.data or "",
        relevance=form.relevance.data or "",
        source_link=form.source_link.data or "",
        no_source_reason=form.no_source_reason.data or "",
        no_capture_reason=form.no_capture_reason.data or "",
        identifiers=tuple((form.identifiers.data or "").splitlines()),
        direction=_chosen(Direction, form.direction.data, Direction.CONTEXT),
        dimension=form.dimension.data or "",
        attribution=_chosen(Attribution, form.attribution.data, Attribution.AUTHORED),
        posted_on=form.posted_on.data,
        posted_about=_chosen(About, form.posted_about.data, About.DAY),
    )


def _chosen(kind: type[C], given: str | None, otherwise: C) -> C:
    return kind(given) if given in set(kind) else otherwise


def offer(form: FindingForm, view: Writing) -> None:
    """Give the form's lists what can be chosen."""
    form.search.choices = options([("", "Choose a search"), *view.searches])
    form.dimension.choices = options([("", "Choose a job dimension"), *view.dimensions])
    form.captures.choices = options(view.captures)


def filled(row: FindingRow) -> FindingForm:
    """Return the form of a further version, filled with the newest one."""
    return FindingForm(
        data={
            "observed": row.observed,
            "statement": row.statement,
            "dimension": row.dimension,
            "relevance": row.relevance,
            "direction": row.direction.value,
            "attribution": row.attribution.value,
            "identifiers": "\n".join(row.identifiers),
            "posted_on": row.posted_on,
            "posted_about": row.posted_about.value,
            "source_link": row.source_link,
            "no_source_reason": row.no_source_reason,
            "no_capture_reason": row.no_capture_reason,
            "seen": str(row.number),
        }
    )


def restored(draft: Draft) -> FindingForm:
    """Return the form as a draft holds it."""
    form = FindingForm(MultiDict(draft.content))
    form.draft.data = draft.mark
    return form


def typed(form: FindingForm) -> Mapping[str, str | list[str]]:
    """Return what was typed, as it was typed, by the fields' names."""
    kept: dict[str, str | list[str]] = {}
    for field in form:
        values = [str(value) for value in field.raw_data or ()]
        if field.short_name not in NOT_KEPT and any(values):
            kept[field.short_name] = values if len(values) > 1 else values[0]
    return kept


def tells_password(form: FindingForm) -> bool:
    """Look the form through, and say whether a field seems to tell a password; such a form is not kept."""
    form.validate()
    return any(PASSWORD_REFUSED in field.errors for field in form)

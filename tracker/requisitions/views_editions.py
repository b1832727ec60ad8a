"""Pages of what a requisition pins: published protocols and legal profiles."""

from __future__ import annotations

from tracker.db import db
from tracker.editions.shelf import SEARCH_TERMS, UnknownEdition, editions
from tracker.policy.answers import NotFound
from tracker.policy.definitions import ProtocolDefinition
from tracker.policy.permissions import Permission
from tracker.policy.protocol_difference import protocol_difference
from tracker.policy.protocol_lint import told_of
from tracker.policy.words import ACCESS_MODES
from tracker.requisitions import law
from tracker.requisitions.blueprint import blueprint
from tracker.requisitions.comparing import compared
from tracker.requisitions.drafts import draft_list, open_draft
from tracker.requisitions.forms import POSITION_WORDS
from tracker.requisitions.on_file import protocol_on_file, protocols_on_file
from tracker.requisitions.queries import requisition_list
from tracker.requisitions.using import use_of
from tracker.web.guard import may, requires
from tracker.web.pages import page

Answer = tuple[str, int]


@blueprint.get("/protocols")
@requires(Permission.READ_PROTOCOL)
def protocols() -> Answer:
    """Show the published protocols, and for which requisitions each was chosen."""
    chosen = requisition_list(db.session)
    lines = [
        (one, [by.title for by in chosen if (by.protocol, by.protocol_version) == (one.id, one.version)])
        for one in protocols_on_file(db.session)
    ]
    return page(lines=lines, drafts=draft_list(db.session))


@blueprint.get("/protocols/<protocol>/v<int:version>")
@requires(Permission.READ_PROTOCOL)
def protocol(protocol: str, version: int) -> Answer:
    """Show a published protocol, step by step, what uses it, and what is told of its wording."""
    view = _published(protocol, version)
    return page(
        view=view,
        use=use_of(db.session, view.id, view.version, view.digest),
        told=told_of(view, editions().wordlist(SEARCH_TERMS)),
        others=[one.version for one in protocols_on_file(db.session) if one.id == view.id and one != view],
        reads_requisitions=may(Permission.READ_REQUISITIONS),
        reads_states=may(Permission.READ_CASE_STATES),
        drafts=may(Permission.DRAFT_PROTOCOL),
        open_draft=open_draft(db.session, view.id),
    )


@blueprint.get("/protocols/<protocol>/v<int:version>/diff/v<int:edition>")
@requires(Permission.READ_PROTOCOL)
def protocol_diff(protocol: str, version: int, edition: int) -> Answer:
    """Show what another edition of a protocol says otherwise, step by step."""
    old, new = _published(protocol, version), _published(protocol, edition)
    return page(old=old, new=new, view=compared(protocol_difference(old, new)))


def _published(protocol: str, version: int) -> ProtocolDefinition:
    try:
        return protocol_on_file(db.session, protocol, version)
    except UnknownEdition as error:
        raise NotFound from error


@blueprint.get("/profiles/<profile>/v<int:version>")
@requires(Permission.READ_PROFILE)
def profile(profile: str, version: int) -> Answer:
    """Show a legal profile, each line with its source and how far to trust it."""
    try:
        view = editions().profile(profile, version)
    except UnknownEdition as error:
        raise NotFound from error
    return page(
        view=view,
        words=POSITION_WORDS,
        modes=ACCESS_MODES,
        law=law,
        newer=law.newer_version(profile, version),
    )

"""What somebody had typed when their session had ended: kept sealed, and given back to them alone (R-37)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlencode
from uuid import UUID, uuid4

from sqlalchemy import Boolean, bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import KeptForm, Person, SignInSession
from tracker.db import UnitOfWork, clock_of
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.ledger.models import ledger_entries
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import NotFound
from tracker.policy.passwords import looks_like_password, names_secret, tells_password
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.vault.format import Domain, Slot
from tracker.vault.vault import SYSTEM_HOLDER, vault_of

CONTENT = Slot("kept_forms", "content")
NEVER_KEPT = frozenset({"csrf_token", "form_number", "kept_form"})
"""Fields of the frame; the first is a secret of the ended session."""
LINKS = ("/i/", "/es/i/")
"""How the addresses of invitations begin: what follows is the secret of the link."""
AT_ONCE = 20
"""So many are kept for one person at a time; what is typed beyond that is not."""
WRITES_ON = timedelta(days=1)
"""So long after its latest end a browser that was signed in has what was typed in it kept."""

Fields = tuple[tuple[str, str], ...]
"""Names and values, in the order of the form; a name may come twice."""

_WAITING = (
    select(KeptForm)
    .where(KeptForm.subject_id == bindparam("subject"), KeptForm.settled_at.is_(None))
    .order_by(KeptForm.kept_at.desc(), KeptForm.id)
    .limit(AT_ONCE)
)
_newer = aliased(SignInSession)
_WRITER = (
    select(
        SignInSession.subject_id,
        SignInSession.role,
        SignInSession.case_id,
        SignInSession.ended_at,
        Person.name,
    )
    .outerjoin(Person, Person.id == SignInSession.subject_id)
    .where(
        SignInSession.digest == bindparam("digest"),
        SignInSession.ends_at > bindparam("since"),
        Person.disabled_at.is_(None),
        SignInSession.ended_at.is_(None)
        | bindparam("by_hand", type_=Boolean)
        | exists().where(
            _newer.subject_id == SignInSession.subject_id,
            _newer.started_at == SignInSession.ended_at,
            _newer.id != SignInSession.id,
        ),
    )
)
_SIGNED_OUT = select(ledger_entries.c.idx).where(
    ledger_entries.c.event == Event.SIGNED_OUT.name,
    ledger_entries.c.actor == bindparam("person"),
    ledger_entries.c.body.like(bindparam("told")),
)


@dataclass(frozen=True, slots=True)
class KeptPage:
    """One form as it was typed.

    ``role`` is what its writer worked as, and ``case_id`` the case that a candidate answered in;
    ``had_files`` says that files came with it, which were not kept.
    """

    id: UUID
    path: str
    fields: Fields
    role: Role
    had_files: bool
    kept_at: datetime
    case_id: str = ""


@dataclass(frozen=True, slots=True)
class Writer:
    """Whose session it was; ``gave_way`` says that a newer one ended it, and not the time."""

    actor: Actor
    gave_way: bool


def writer_of(session: Session, digest: bytes, *, signed_in: Actor | None = None) -> Writer | None:
    """Return whose session this was, if it only ran out or gave way to a newer one of the same person.

    None where it should have ended more than a day ago, for somebody whose way in is closed, for one that was
    ended otherwise, or never was. Whoever is ``signed_in`` again may also have signed out by hand before.
    """
    since = clock_of(session).now() - WRITES_ON
    by_hand = signed_in is not None and _signed_out_by_hand(session, signed_in, digest)
    row = session.execute(_WRITER, {"digest": digest, "since": since, "by_hand": by_hand}).one_or_none()
    if row is None:
        return None
    name, role = row.name or "Candidate", Role(row.role)
    actor = Actor(row.subject_id, role, name, digest.hex()[:16], case_id=row.case_id)
    return Writer(actor, gave_way=row.ended_at is not None)


def _signed_out_by_hand(session: Session, actor: Actor, digest: bytes) -> bool:
    """Say whether the ledger holds that somebody signed out of this session themselves, in it."""
    told = f'%"reason":"by-hand"%"session":"{digest.hex()[:16]}"%'
    return session.execute(_SIGNED_OUT, {"person": str(actor.person_id), "told": told}).first() is not None


def worth_keeping(fields: Iterable[tuple[str, str]]) -> Fields:
    """Return what may be kept: never a password, by name or by look, no code, and nothing of the frame."""
    return tuple(
        (name, value)
        for name, value in fields
        if name not in NEVER_KEPT
        and not names_secret(name)
        and not any(looks_like_password(text) for text in (name, value))
    )


def address_worth_keeping(query: str) -> str:
    """Return what may be kept of what follows a page's path: as of its fields, and no "pw=..." either."""
    told = worth_keeping(parse_qsl(query, keep_blank_values=True))
    return urlencode([(name, value) for name, value in told if not tells_password(f"{name}={value}")])


def keep_form(
    work: UnitOfWork, *, path: str, query: str, fields: Iterable[tuple[str, str]], had_files: bool
) -> KeptForm | None:
    """Keep what the actor had typed into the form of a page; None where nothing was typed.

    ``query`` is what follows the page's path; it may hold words of the writer, so it is sealed with them.
    A form whose very path looks like a password is not kept, nor that of an invitation, whose path is one.
    """
    if looks_like_password(path) or path.casefold().startswith(LINKS):
        return None
    typed, query = worth_keeping(fields), address_worth_keeping(query)
    waiting = work.session.scalars(_WAITING, {"subject": work.actor.person_id}).all()
    if not any(value.strip() for _, value in typed) or len(waiting) >= AT_ONCE:
        return None
    row_id = uuid4()
    sealer = vault_of(work.session).domain(work.session, Domain.SYSTEM, SYSTEM_HOLDER)
    content = {
        "fields": typed,
        "query": query,
        "files": had_files,
        "role": work.actor.role.value,
        "case": str(work.actor.case_id or ""),
    }
    record(work, Event.FORM_KEPT)
    return work.add(
        KeptForm(
            id=row_id,
            subject_id=work.actor.person_id,
            path=path,
            content=sealer.seal_json(CONTENT, row_id, 1, content),
            kept_at=work.now(),
        )
    )


def kept_pages(session: Session, actor: Actor, held: Collection[Role]) -> tuple[KeptPage, ...]:
    """Return what waits for somebody, newest first.

    What was typed in another case, or in a role that is not among ``held`` any more, is left out; of what was
    typed in another role than the present one nothing is told but the role and the moment.
    """
    rows = session.scalars(_WAITING, {"subject": actor.person_id}).all()
    told = (_opened(session, row) for row in rows)
    return tuple(
        one if one.role is actor.role else replace(one, path="", fields=())
        for one in told
        if one.role in held and one.case_id in ("", str(actor.case_id or ""))
    )


def kept_page(session: Session, actor: Actor, kept_id: UUID) -> KeptPage | None:
    """Return what waits for somebody under an id, None unless they typed it in the present role and case."""
    waiting = kept_pages(session, actor, {actor.role})
    return next((one for one in waiting if one.id == kept_id), None)


def _opened(session: Session, row: KeptForm) -> KeptPage:
    sealer = vault_of(session).domain(session, Domain.SYSTEM, SYSTEM_HOLDER)
    content = sealer.open_json(CONTENT, row.id, row.version, row.content)
    return KeptPage(
        id=row.id,
        path=f"{row.path}?{content['query']}" if content["query"] else row.path,
        fields=tuple((name, value) for name, value in content["fields"]),
        role=Role(content["role"]),
        had_files=content["files"],
        kept_at=row.kept_at,
        case_id=content.get("case", ""),
    )


def settle_form(work: UnitOfWork, *, kept_id: UUID, choice: str) -> KeptForm:
    """Note that the writer saved or dropped what was kept; ``choice`` is ``saved`` or ``dropped``."""
    permit(work.actor, Permission.USE_OWN_SESSION)
    row = work.session.get(KeptForm, kept_id)
    if row is None or row.subject_id != work.actor.person_id or row.settled_at is not None:
        raise NotFound
    if _opened(work.session, row).case_id not in ("", str(work.actor.case_id or "")):
        raise NotFound
    sealer = vault_of(work.session).domain(work.session, Domain.SYSTEM, SYSTEM_HOLDER)
    emptied = sealer.seal_json(CONTENT, row.id, row.version + 1, {})
    record(work, Event.FORM_SETTLED, choice=choice)
    return work.change(row, content=emptied, settled_at=work.now())

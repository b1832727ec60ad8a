"""Records, and the unit of work that is the only way to change them.

A flush outside :func:`unit_of_work` raises. A commit that changed a record without a ledger entry raises.
A change that does not advance the record's version raises, and so does one that leaves a sealed cell bound
to the version before. Deleting raises. Bulk statements raise: they would slip past all of it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Protocol, TypeVar, cast

from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import DateTime, Dialect, LargeBinary, MetaData, Uuid, event, inspect, select
from sqlalchemy.orm import (
    DeclarativeBase,
    InstrumentedAttribute,
    Mapped,
    MappedAsDataclass,
    ORMExecuteState,
    Session,
    declared_attr,
    mapped_column,
)
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.sql.base import Executable
from sqlalchemy.types import TypeDecorator

from tracker.clock import Clock
from tracker.engines import WRITING, writers_turn
from tracker.policy.actors import Actor
from tracker.policy.answers import Overtaken

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Sealed = Annotated[bytes, mapped_column(LargeBinary, info={"sealed": True})]
"""A cell that only the vault can read."""
OptionalSealed = Annotated[bytes | None, mapped_column(LargeBinary, nullable=True, info={"sealed": True})]
"""A sealed cell that may be empty."""

JOURNAL_WRITE = "tracker_journal_write"
"""The execution option by which the ledger and the vault mark their own bulk statements."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, aware and in UTC on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone; SQLite keeps it without, in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give the moment back in UTC."""
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


class Record(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """A row that the agency may have to account for.

    ``version`` counts the row's states from 1 and guards against two people saving at once.
    ``__ledgered__`` is False for the few tables whose rows the ledger does not digest;
    ``__access_entry__`` is True for rows that only say who opened what, which alone a GET may write.
    """

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime(), uuid.UUID: Uuid()}
    __abstract__ = True
    __ledgered__: ClassVar[bool] = True
    __access_entry__: ClassVar[bool] = False

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default_factory=uuid.uuid4, sort_order=-2)
    version: Mapped[int] = mapped_column(default=1, sort_order=-1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let the version guard each update; the code advances it, so that sealed cells can bind to it."""
        return {"version_id_col": cls.__table__.c.version, "version_id_generator": False}


R = TypeVar("R", bound=Record)


class Journal(Protocol):
    """What the ledger offers to a unit of work: to append its entries as the last thing before commit."""

    def __call__(
        self, session: Session, entries: list[Any], rows: list[Record], actor: Actor, clock: Clock
    ) -> None:
        """Append the entries, with the digests of the rows written."""


@dataclass(slots=True)
class UnitOfWork:
    """One act: who does it, when, with what, its ledger entries, and what follows once it stands."""

    session: Session
    actor: Actor
    clock: Clock
    entries: list[Any] = field(default_factory=list)
    afterwards: list[Callable[[], object]] = field(default_factory=list)

    def now(self) -> datetime:
        """Return the moment of the act."""
        return self.clock.now()

    def reference(self, column: InstrumentedAttribute[str], draw: Callable[[], str]) -> str:
        """Draw random references until one comes that no record bears in the column."""
        while True:
            drawn = draw()
            if self.session.scalar(select(column).where(column == drawn)) is None:
                return drawn

    def add(self, record: R) -> R:
        """Add a new record and return it."""
        self.session.add(record)
        return record

    def change(self, record: R, **values: Any) -> R:
        """Give a record its next state; every sealed cell must come along, sealed to ``version + 1``."""
        record.version += 1
        for name, value in values.items():
            setattr(record, name, value)
        return record


class Unrecorded(Exception):
    """The code tried to change records outside a unit of work, or without saying so in the ledger."""


db = SQLAlchemy(session_options={"expire_on_commit": False, "autoflush": False})


@contextmanager
def unit_of_work(actor: Actor, *, clock: Clock | None = None) -> Iterator[UnitOfWork]:
    """Do one act: everything in it is committed together with its ledger entries, or nothing is.

    Reads before it are let go first, so that the act judges what is true now. Raises
    :class:`~tracker.policy.answers.Overtaken` when somebody changed one of its records meanwhile.
    """
    session = db.session
    if "work" in session.info:
        raise Unrecorded("a unit of work is under way already")
    work = UnitOfWork(session, actor, clock or clock_of(session))
    session.rollback()
    session.expire_all()
    with writers_turn(db.engine):
        session.info |= {"work": work, "rows": {}}
        try:
            session.connection(execution_options={WRITING: True})
            for stand in session.info.get("standing", ()):  # whoever asked may have been let go meanwhile
                stand()
            yield work
            _commit(session, work)
        except StaleDataError as error:
            session.rollback()
            raise Overtaken from error
        except BaseException:
            session.rollback()
            raise
        finally:
            del session.info["work"], session.info["rows"]
    for step in work.afterwards:
        step()


def _commit(session: Session, work: UnitOfWork) -> None:
    session.flush()
    rows = list(session.info["rows"].values())
    if rows and not work.entries:
        raise Unrecorded(f"{rows[0].__tablename__} changed, but nothing was recorded in the ledger")
    if work.entries:
        cast(Journal, session.info["journal"])(session, work.entries, rows, work.actor, work.clock)
    session.commit()
    session.info |= {"changed": True} if any(not row.__access_entry__ for row in rows) else {}


def write_apart(*statements: tuple[Executable, dict[str, Any]]) -> None:
    """Execute statements in a transaction of their own: for what is no record, as claims on forms are."""
    apart = db.engine.connect().execution_options(**{WRITING: True})
    with apart as connection, writers_turn(db.engine), connection.begin():
        for statement, values in statements:
            connection.execute(statement, values)


def clock_of(session: Session) -> Clock:
    """Return the clock that the application gave to its sessions."""
    return cast(Clock, session.info["clock"])


def read_only(session: Session) -> None:
    """Let this session write nothing but access entries: a page that is looked at changes nothing."""
    session.info["reading"] = True


@event.listens_for(Session, "before_flush")
def _guard_flush(session: Session, _context: object, _objects: object) -> None:
    if session.deleted:
        raise Unrecorded("records are not deleted; they are superseded")
    for record in session.new:
        _require_work(session, cast(Record, record))
    for record in filter(session.is_modified, session.dirty):
        _require_work(session, cast(Record, record))
        _require_next_version(cast(Record, record))


def _require_work(session: Session, record: Record) -> None:
    if "work" not in session.info:
        raise Unrecorded(f"{record.__tablename__} can change only inside a unit of work")
    if session.info.get("reading") and not record.__access_entry__:
        raise Unrecorded(f"a page that is only looked at may not change {record.__tablename__}")
    if record.__ledgered__:
        session.info["rows"][record.__tablename__, record.id] = record


def _require_next_version(record: Record) -> None:
    state = inspect(record)
    before, after = list(state.attrs.version.history.deleted), list(state.attrs.version.history.added)
    if not before or after != [before[0] + 1]:
        raise Unrecorded(f"{record.__tablename__} changed without advancing its version")
    for column in state.mapper.columns:
        key = state.mapper.get_property_by_column(column).key
        sealed = column.info.get("sealed") and getattr(record, key) is not None
        if sealed and not state.attrs[key].history.added:
            raise Unrecorded(f"{record.__tablename__}.{key} is still sealed to the version before")


@event.listens_for(Session, "do_orm_execute")
def _guard_statements(state: ORMExecuteState) -> None:
    changes = state.is_insert or state.is_update or state.is_delete
    if changes and not state.execution_options.get(JOURNAL_WRITE):
        raise Unrecorded("bulk statements would slip past the ledger")

"""Between the page that takes captures in and the service: what is said of which files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from werkzeug.datastructures import FileStorage, MultiDict

from tracker.findings.arrivals import ToldOf
from tracker.findings.arriving import Arriving
from tracker.findings.capture_service import CaptureText
from tracker.findings.forms import zones
from tracker.findings.forms_captures import CaptureForm
from tracker.policy.arrivals import told_digests
from tracker.policy.captures import CaptureOffer, missing_to_capture
from tracker.policy.vocabulary import SignedIn
from tracker.web.forms import put_beside
from tracker.web.moments import from_the_clock, left_out

FIRST = 0
"""The files of which the page's first fields are said; those described apart follow by number."""


@dataclass(frozen=True, slots=True)
class Group:
    """Files of which the same is said: what, with which digests, and in which fields it stands."""

    fields: Any
    text: CaptureText
    told: ToldOf


class Groups:
    """The groups of a form as it was sent."""

    def __init__(
        self, form: CaptureForm, files: Mapping[UUID, int], now: datetime, alone: int | None = None
    ) -> None:
        """Take a form that was looked through, and to which group each file belongs.

        With ``alone``, only that group is judged besides the first: the files of others come by themselves.
        """
        self.form, self._now = form, now
        self._apart = {number: entry.form for number, entry in enumerate(form.apart, 1)}
        self._files = {one: number if number in self._apart else FIRST for one, number in files.items()}
        apart = self._typed_apart() if alone is None else ()
        self._used = {FIRST, *self._files.values(), *apart}
        self.unsound = self._judged()
        """The groups of which too little is said, or nothing that can be read."""

    def of(self, file_id: UUID) -> Group:
        """Return the group of a file."""
        number = self._files.get(file_id, FIRST)
        fields, alone = self.fields(number), list(self._files.values()).count(number) == 1
        digests = told_digests(fields["own_sha256"].data or "")
        return Group(fields, self._text(number), ToldOf(digests, fields["own_sha256_note"].data or "", alone))

    def sound(self, file_id: UUID) -> bool:
        """Tell whether enough is said of a file."""
        return self._files.get(file_id, FIRST) not in self.unsound

    def fields(self, number: int) -> Any:
        """Return the fields of a group."""
        return self.form if number == FIRST else self._apart[number]

    def fields_of(self, file_id: UUID) -> Any:
        """Return the fields in which something is said of a file."""
        return self.fields(self._files.get(file_id, FIRST))

    def gather(self) -> None:
        """Let the form know what was said beside the fields of its groups."""
        apart = [entry.errors for entry in self.form.apart]
        self.form.apart.errors = apart if any(apart) else []

    def _typed_apart(self) -> Iterable[int]:
        for number, fields in self._apart.items():
            if any(field.data for field in fields if field.short_name != "files"):
                yield number

    def _judged(self) -> frozenset[int]:
        unsound = set()
        for number in sorted(self._used):
            if number != FIRST and number not in self._files.values():
                self.fields(number).files.errors = ["Choose the files that this is said of."]
            fields = self.fields(number)
            self._judge_clock(number)
            wrong = any(field.errors for field in fields if field.short_name not in ("files", "apart"))
            missing = missing_to_capture(self._offer(number))
            for one in missing:
                _beside(fields, self.form, one)
            if wrong or missing or FIRST in unsound:
                unsound.add(number)
        return frozenset(unsound)

    def _offer(self, number: int) -> CaptureOffer:
        """Return what is said of a group; a moment that cannot be read stands as a past one."""
        link, reason = self._source(number)
        at = self._moment(number)
        return CaptureOffer(
            source_link=link,
            no_source_reason=reason,
            shows=self._said(number, "shows"),
            tool=self._said(number, "tool"),
            captured_at=self._now if at is None else at,
            now=self._now,
            department_device=bool(self.form.department_device.data),
        )

    def _text(self, number: int) -> CaptureText:
        link, reason = self._source(number)
        return CaptureText(
            source_link=link,
            no_source_reason=reason,
            shows=self._said(number, "shows"),
            tool=self._said(number, "tool"),
            signed_in=SignedIn(self._said(number, "signed_in")),
            captured_at=(self._moment(number) or self._now).astimezone(UTC),
            captured_zone=self._said(number, "captured_zone"),
            department_device=bool(self.form.department_device.data),
        )

    def _source(self, number: int) -> tuple[str, str]:
        """Return link and reason: those of the group, if it says either, else those of the first."""
        own = self.fields(number)
        fields = own if own.source_link.data or own.no_source_reason.data else self.form
        return fields.source_link.data or "", fields.no_source_reason.data or ""

    def _moment(self, number: int) -> datetime | None:
        at, zone = self._clock(number)
        return None if at.errors or zone is None else from_the_clock(at.data, zone)

    def _clock(self, number: int) -> tuple[Any, ZoneInfo | None]:
        """Return the field of a group's moment, and the zone of its clock; None where one is not told."""
        fields = self.fields(number)
        asked = fields.captured_at if fields.captured_at.data or fields.captured_at.errors else None
        at, zone = asked or self.form.captured_at, self._said(number, "captured_zone")
        return at, ZoneInfo(zone) if at.data is not None and zone in zones() else None

    def _judge_clock(self, number: int) -> None:
        """Say beside a group's moment that its clock never showed it."""
        at, zone = self._clock(number)
        words = left_out(at.data, zone, zones()[zone.key]) if zone is not None and not at.errors else ""
        if words:
            own = self.fields(number) if self.fields(number).captured_zone.data else None
            field = own.captured_at if own is not None else at
            field.errors = [*field.errors, words]

    def _said(self, number: int, name: str) -> str:
        return str(self.fields(number)[name].data or self.form[name].data or "")


def group_said(form: CaptureForm) -> int:
    """Return the group that a form with one file says it is of."""
    said = form.group.data or ""
    return int(said) if said in {str(one) for one in range(len(form.apart) + 1)} else FIRST


def groups_of_files(files: MultiDict[str, FileStorage]) -> dict[UUID, int]:
    """Return the group of each file that a form brought, by the name of the field that it came in."""
    found = {}
    for name, storage in files.items(multi=True):
        arriving: Any = storage.stream
        if not isinstance(arriving, Arriving) or not storage.filename:
            continue
        _, _, place = name.partition("apart-")
        number = place.partition("-")[0]
        found[arriving.file_id] = int(number) + 1 if number.isdecimal() else FIRST
    return found


def _beside(fields: Any, form: CaptureForm, unmet: Any) -> None:
    if not put_beside(fields, unmet):
        put_beside(form, unmet)

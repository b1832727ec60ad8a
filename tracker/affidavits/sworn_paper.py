"""The statement that waits, on paper: to be read before it is sworn, with lines to sign on."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.affidavits.setting import Setting
from tracker.affidavits.waiting_statement import Waiting
from tracker.affidavits.words import Say
from tracker.affidavits.written import Written, read_document
from tracker.printing.parts import Line, Part
from tracker.printing.sworn import Unsworn
from tracker.printing.sworn import sworn_paper as printed


def paper_to_swear(setting: Setting, waiting: Waiting, _: Say) -> bytes:
    """Return the statement as PDF, in its own language. Raises NotPrinted."""
    written = read_document(waiting.text)
    declaration = setting.profile.declaration(waiting.method)
    words = declaration.words(waiting.language) if declaration is not None else ""
    return printed(
        Unsworn(
            agency=setting.agency,
            case=setting.header.reference,
            language=waiting.language,
            written_at=waiting.made_at,
            title=written.title,
            parts=tuple(_parts(written)),
            text=waiting.text,
            fingerprint=waiting.digest,
            declaration=words,
            oath=_("Sworn or affirmed before me by the person who signed above. I checked who it is."),
        ),
        _,
    )


def _parts(written: Written) -> Iterator[Part]:
    for part in written.parts:
        yield Part(
            heading=part.heading,
            sentences=part.sentences,
            given=tuple(Line(one.label, one.value) for one in part.given if one.label),
            remarks=tuple(one.value for one in part.given if not one.label),
        )

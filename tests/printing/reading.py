"""A PDF as a screen reader and a checker of archives meet it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf


@dataclass(frozen=True, slots=True)
class Heard:
    """What a PDF tells about itself: ``headings`` as ``H1 title``, ``enclosed`` files by name."""

    title: str
    language: str
    pages: int
    labels: tuple[str, ...]
    headings: tuple[str, ...]
    tags: frozenset[str]
    alts: tuple[str, ...]
    ua: str
    archive: str
    enclosed: dict[str, bytes]


def heard(pdf: bytes) -> Heard:
    """Read a PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        nodes = list(_nodes(file.Root.StructTreeRoot.K))
        about = file.open_metadata()
        return Heard(
            title=str(file.docinfo.Title),
            language=str(file.Root.Lang),
            pages=len(file.pages),
            labels=tuple(str(page.label) for page in file.pages),
            headings=tuple(
                f"{str(node.S)[1:]} {node.get('/T', '')}" for node in nodes if str(node.S)[1:2] == "H"
            ),
            tags=frozenset(str(node.S)[1:] for node in nodes),
            alts=tuple(str(node.Alt) for node in nodes if "/Alt" in node),
            ua=str(about["pdfuaid:part"]),
            archive=f"{about['pdfaid:part']}{about['pdfaid:conformance']}",
            enclosed={name: one.get_file().read_bytes() for name, one in file.attachments.items()},
        )


def _nodes(at: pikepdf.Object) -> Iterator[pikepdf.Object]:
    if isinstance(at, pikepdf.Array):
        for one in at:
            yield from _nodes(one)
    elif isinstance(at, pikepdf.Dictionary) and "/S" in at:
        yield at
        if "/K" in at:
            yield from _nodes(at.K)

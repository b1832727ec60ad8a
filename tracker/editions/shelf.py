"""The shelf of editions: everything in ``config/`` that rules judge by, loaded once, checked, never changed.

An edition is pinned by the SHA-256 of its file. ``config/published.toml`` lists what is published; a
published file that changed keeps the product from starting, since candidates were judged by it.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from tracker.editions.lists import ClauseShape, DimensionsShape, PlatformsShape, PolicyShape
from tracker.editions.profiles import ProfileShape
from tracker.editions.schemas import ProtocolShape, WordListShape
from tracker.policy.definitions import Dimension, Platform, ProtocolDefinition, WordList
from tracker.policy.legal import LegalProfile
from tracker.policy.matching import first_match

CONFIG = Path(__file__).resolve().parents[2] / "config"
"""Where the editions lie."""

SEARCH_TERMS = "search-terms"
"""The word list of what no search looks for."""

S = TypeVar("S", bound=BaseModel)


class EditionError(Exception):
    """An edition is missing, faulty or changed; the message says which in one line."""


class UnknownEdition(EditionError):
    """No such edition lies on the shelf."""


class ChangedEdition(EditionError):
    """The file is not the one that was published or pinned."""


class FaultyEdition(EditionError):
    """The file does not say what such a file has to say."""


@dataclass(frozen=True, slots=True)
class Editions:
    """All editions, frozen."""

    _protocols: dict[tuple[str, int], ProtocolDefinition]
    _profiles: dict[tuple[str, int], LegalProfile]
    _wordlists: dict[str, WordList]
    _platforms: tuple[Platform, ...]
    _dimensions: tuple[Dimension, ...]
    _clauses: tuple[ClauseShape, ...]

    def protocols(self) -> tuple[ProtocolDefinition, ...]:
        """Return all published protocols, by id and version."""
        return tuple(self._protocols[name] for name in sorted(self._protocols))

    def protocol(self, name: str, version: int, digest: str | None = None) -> ProtocolDefinition:
        """Return one protocol; with ``digest``, only if its file is still the pinned one."""
        found = self._protocols.get((name, version))
        if found is None:
            raise UnknownEdition(f"protocol {name} version {version} is not published")
        _same(f"protocol {name} version {version}", found.digest, digest)
        return found

    def profiles(self) -> tuple[LegalProfile, ...]:
        """Return all legal profiles, by key and version."""
        return tuple(self._profiles[name] for name in sorted(self._profiles))

    def newest_profiles(self) -> tuple[LegalProfile, ...]:
        """Return the newest version of each legal profile, by key: an earlier one is superseded by it."""
        return tuple({found.key: found for found in self.profiles()}.values())

    def profile(self, key: str, version: int, digest: str | None = None) -> LegalProfile:
        """Return one legal profile; with ``digest``, only if its file is still the pinned one."""
        found = self._profiles.get((key, version))
        if found is None:
            raise UnknownEdition(f"legal profile {key} version {version} is not published")
        _same(f"legal profile {key} version {version}", found.digest, digest)
        return found

    def wordlist(self, name: str) -> WordList:
        """Return the newest version of a word list, by its name."""
        try:
            return self._wordlists[name]
        except KeyError:
            raise UnknownEdition(f"word list {name} does not exist") from None

    def screens(self) -> tuple[WordList, ...]:
        """Return the word lists that a statement is screened with."""
        return (*self.hints(), self.wordlist("opinion"), self.wordlist("names"))

    def hints(self) -> tuple[WordList, ...]:
        """Return the word lists of protected characteristics, with the phrases that are no hint of them."""
        return self.wordlist("protected"), self.wordlist("innocent")

    def platforms(self) -> tuple[Platform, ...]:
        """Return the platforms, in the order in which candidates see them."""
        return self._platforms

    def platform(self, key: str) -> Platform:
        """Return one platform."""
        for platform in self._platforms:
            if platform.key == key:
                return platform
        raise UnknownEdition(f"platform {key} is not on the list")

    def dimensions(self) -> tuple[Dimension, ...]:
        """Return the job dimensions of the agency."""
        return self._dimensions

    def dimension(self, code: str) -> Dimension:
        """Return one job dimension."""
        for dimension in self._dimensions:
            if dimension.code == code:
                return dimension
        raise UnknownEdition(f"job dimension {code} is not on the list")

    def clauses(self) -> tuple[ClauseShape, ...]:
        """Return the clauses in our own words, as pages cite them."""
        return self._clauses


def _same(what: str, digest: str, pinned: str | None) -> None:
    if pinned is not None and digest != pinned:
        raise ChangedEdition(f"{what} changed: its file is {digest[:12]}…, pinned was {pinned[:12]}…")


def load(config: Path) -> Editions:
    """Load and check everything; raises :class:`EditionError` in one line that names file and place."""
    published = _published(config)
    lists = [
        _read(path, WordListShape).definition(digest)
        for path, digest in _files(config, "wordlists", published)
    ]
    wordlists = {found.name: found for found in sorted(lists, key=lambda found: found.version)}
    protocols = {}
    for path, digest in _files(config, "protocols", published):
        protocol = _read(path, ProtocolShape).definition(digest)
        _named(path, f"{protocol.id}-{protocol.version}")
        _lint(path, protocol, wordlists)
        protocols[protocol.id, protocol.version] = protocol
    profiles = {}
    for path, digest in _files(config, "jurisdictions", published):
        profile = _read(path, ProfileShape).definition(digest)
        _named(path, f"{profile.key}-{profile.version}")
        profiles[profile.key, profile.version] = profile
    _files(config, "learned", published)  # it is read at first use; that it is as published is asked here
    policies = [_read(path, PolicyShape) for path in sorted((config / "policy").glob("*.toml"))]
    return Editions(
        protocols,
        profiles,
        wordlists,
        _read(config / "platforms.toml", PlatformsShape).definitions(),
        _read(config / "dimensions.toml", DimensionsShape).definitions(),
        tuple(clause for policy in policies for clause in policy.clauses),
    )


@lru_cache(maxsize=1)
def editions() -> Editions:
    """Return the product's own editions, loaded at first use and kept."""
    return load(CONFIG)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _published(config: Path) -> dict[str, str]:
    path = config / "published.toml"
    try:
        return dict(tomllib.loads(path.read_text("utf-8"))["published"])
    except (OSError, tomllib.TOMLDecodeError, KeyError, UnicodeDecodeError) as error:
        raise FaultyEdition(
            f"{path.name}: the list of published editions cannot be read ({error})"
        ) from error


def _files(config: Path, folder: str, published: dict[str, str]) -> list[tuple[Path, str]]:
    """Return the published files of a folder with their digests; a changed or missing one is an error."""
    found = []
    for name, digest in sorted(published.items()):
        if not name.startswith(f"{folder}/"):
            continue
        path = config / name
        if not path.is_file():
            raise UnknownEdition(f"{name} is published, and its file is missing")
        if digest_of(path) != digest:
            raise ChangedEdition(
                f"{name} is published and has changed; put the file back and make a new version"
            )
        found.append((path, digest))
    return found


def _read(path: Path, shape: type[S]) -> S:
    try:
        return shape.model_validate(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise UnknownEdition(f"{path.name}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FaultyEdition(f"{path.name}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise FaultyEdition(f"{path.name}: {place}: {first['msg']}") from error


def _named(path: Path, stem: str) -> None:
    if path.stem != stem:
        raise FaultyEdition(f"{path.name}: the file's name says otherwise than its content, {stem}")


def _lint(path: Path, protocol: ProtocolDefinition, wordlists: dict[str, WordList]) -> None:
    """Refuse a protocol that looks for something protected (R-13)."""
    terms = wordlists.get(SEARCH_TERMS)
    if terms is None:
        raise UnknownEdition(f"word list {SEARCH_TERMS} does not exist")
    for step in protocol.steps:
        for text in (step.title, step.why, step.method_text, *step.queries, *step.places):
            found = first_match(text, terms)
            if found is not None:
                raise FaultyEdition(
                    f"{path.name}: step {step.code} looks for '{found[0]}', which is protected"
                )

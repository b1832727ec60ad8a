"""The shapes of the short lists: platforms, job dimensions, clauses."""

from __future__ import annotations

import re
from typing import Self

from pydantic import Field, field_validator, model_validator

from tracker.editions.schemas import Shape, Slug, Text
from tracker.policy import definitions as d
from tracker.policy.clauses import Strength


class PlatformShape(Shape):
    """One platform."""

    key: Slug
    name: Text
    hosts: tuple[Text, ...] = ()
    paths: tuple[Text, ...] = ()
    handle_pattern: Text
    handle_hint: Text
    case_sensitive: bool = False
    subdomain_handles: bool = False
    federated: bool = False
    ignored: str = ""
    prefixes: tuple[Text, ...] = ()
    reserved: tuple[Text, ...] = ()
    default_suffix: str = ""

    @field_validator("handle_pattern")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"handle_pattern is not a regular expression: {error}") from error
        return pattern

    @field_validator("paths")
    @classmethod
    def _names_a_handle(cls, paths: tuple[str, ...]) -> tuple[str, ...]:
        for path in paths:
            if not path.startswith("/") or path.count("{handle}") != 1:
                raise ValueError(f"path {path!r} starts with / and has {{handle}} once")
        return paths


class PlatformsShape(Shape):
    """The platforms' file."""

    version: int = Field(ge=1)
    platforms: tuple[PlatformShape, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _apart(self) -> Self:
        hosts = [host for platform in self.platforms for host in platform.hosts]
        keys = [platform.key for platform in self.platforms]
        if len(set(hosts)) != len(hosts) or len(set(keys)) != len(keys):
            raise ValueError("each platform has a key and hosts of its own")
        return self

    def definitions(self) -> tuple[d.Platform, ...]:
        """Return the frozen platforms, in the order in which candidates see them."""
        return tuple(d.Platform(**dict(platform)) for platform in self.platforms)


class DimensionShape(Shape):
    """One job dimension."""

    code: Slug
    name: Text
    meaning: Text


class DimensionsShape(Shape):
    """The dimensions' file."""

    version: int = Field(ge=1)
    source: Text
    dimensions: tuple[DimensionShape, ...] = Field(min_length=1)

    def definitions(self) -> tuple[d.Dimension, ...]:
        """Return the frozen dimensions."""
        return tuple(d.Dimension(**dict(dimension)) for dimension in self.dimensions)


class ClauseShape(Shape):
    """One clause of a policy, in our own words."""

    id: Text
    key: Text
    strength: Strength
    core: bool
    words: Text
    source: Text
    mark: str = ""


class PolicyShape(Shape):
    """A policy's file."""

    policy: Slug
    title: Text
    agency: Text
    year: int
    clauses: tuple[ClauseShape, ...] = Field(min_length=1)

"""What the agency has set: read from ``config/settings`` and the environment, checked once, then frozen."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any, Literal
from zoneinfo import available_timezones

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
CONFIG = ROOT / "config"
ENVIRONMENTS = ("production", "development", "demo", "test")


class Misconfigured(Exception):
    """The settings do not hold together; the message is one line that says what to change."""


class Settings(BaseSettings):
    """Everything that differs from one installation to another.

    Every field can be set by an environment variable ``TRACKER_<NAME>``; secrets are never among them, the
    vault's key providers hold those.
    """

    model_config = SettingsConfigDict(env_prefix="TRACKER_", frozen=True, extra="forbid")

    environment: Literal["production", "development", "demo", "test"]
    instance: Path
    database_url: str = ""
    keys: str = ""
    agency_name: str
    agency_phone: str
    agency_domain: str
    base_url: str = "http://127.0.0.1:8000"
    secure_cookies: bool
    trusted_hosts: list[str]
    styleguide: bool = False
    time_zone: str
    idle_minutes: int
    staff_hours: int
    candidate_hours: int
    wrong_passwords: int
    wrong_password_minutes: int
    invitation_hours: int
    invitation_tries: int
    affidavit_days: int
    case_days: int
    packet_days: int = Field(ge=1, le=3650)
    cycle_target_days: int = Field(ge=1, le=365)
    office_opens: int = Field(ge=0, le=23)
    office_closes: int = Field(ge=1, le=24)
    cases_at_once: int = Field(ge=1, le=1000)
    copy_days: int
    incident_hours: int = Field(ge=0, le=8760)
    trusted_proxies: int = Field(default=0, ge=0, le=10)
    form_bytes: int
    image_bytes: int
    archive_bytes: int
    captures_a_case: int
    case_bytes: int
    person_day_bytes: int
    antivirus: str = ""
    antivirus_without: Literal["keep", "refuse"]
    antivirus_seconds: int = Field(ge=1, le=600)
    packet_words: int
    board_members_at_least: int
    mail_from: str = ""
    mail_files: bool = False
    mail_pauses: list[int]
    mail_hours: int
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"

    @property
    def demo(self) -> bool:
        """Tell whether this is sample data on one machine."""
        return self.environment == "demo"

    @property
    def data(self) -> Path:
        """Return the folder of the database and the sealed files."""
        return self.instance / "data"

    @property
    def captures(self) -> Path:
        """Return the folder of the sealed files."""
        return self.data / "captures"

    @property
    def checkpoints(self) -> Path:
        """Return the folder to which the ledger's signed checkpoints are exported."""
        return self.instance / "checkpoints"

    @property
    def mails(self) -> Path:
        """Return the folder to which mails are written as files, where they are not sent."""
        return self.instance / "mails"

    @property
    def mail_available(self) -> bool:
        """Tell whether mail is sent at all; where it is not, pages offer a letter and say so."""
        return bool(self.smtp_host) or self.mail_files

    @property
    def database(self) -> str:
        """Return the database's address; a SQLite file in the data folder unless one is set."""
        return self.database_url or f"sqlite:///{self.data / 'tracker.db'}"

    @property
    def key_provider(self) -> str:
        """Return where keys come from: ``file:<folder>`` or ``env``."""
        return self.keys or f"file:{self.instance / 'keys'}"


def load_settings(**given: Any) -> Settings:
    """Read the settings of the environment named by ``TRACKER_ENVIRONMENT``, production unless said.

    ``given`` values win over all others; they are for commands and tests. Raises :class:`Misconfigured`.
    """
    environment = given.get("environment") or os.environ.get("TRACKER_ENVIRONMENT", "production")
    if environment not in ENVIRONMENTS:
        known = ", ".join(ENVIRONMENTS)
        raise Misconfigured(f"TRACKER_ENVIRONMENT is {environment!r}; it can be one of {known}")
    values: dict[str, Any] = {}
    for name in ("base", environment):
        values |= tomllib.loads((CONFIG / "settings" / f"{name}.toml").read_text("utf-8"))
    from_environment = {name for name in Settings.model_fields if f"TRACKER_{name.upper()}" in os.environ}
    values = {name: value for name, value in values.items() if name not in from_environment}
    try:
        settings = Settings(**(values | given))
    except ValidationError as error:
        trouble = error.errors()[0]
        name = ".".join(str(part) for part in trouble["loc"])
        raise Misconfigured(f"setting {name}: {trouble['msg']}") from error
    return _check(settings.model_copy(update={"instance": (ROOT / settings.instance).resolve()}))


def _check(settings: Settings) -> Settings:
    if settings.time_zone not in available_timezones():
        known = "its name as in America/New_York"
        raise Misconfigured(f"time_zone is {settings.time_zone!r}, which is no known zone; give {known}")
    if settings.environment == "production":
        if not settings.secure_cookies:
            raise Misconfigured("secure_cookies is off; production needs HTTPS and secure cookies")
        if not settings.trusted_hosts:
            raise Misconfigured("trusted_hosts is empty; set TRACKER_TRUSTED_HOSTS to the site's host names")
        if not settings.base_url.startswith("https://"):
            raise Misconfigured("base_url is not an https:// address; invitations would carry it")
        if settings.mail_files:
            raise Misconfigured("mail_files is on; production would leave secret links in files")
    _check_mail(settings)
    _check_antivirus(settings)
    return settings


def _check_antivirus(settings: Settings) -> None:
    kind, _, place = settings.antivirus.partition(":")
    host, _, port = place.rpartition(":")
    tcp = kind == "tcp" and host and port.isdecimal()
    if settings.antivirus and not (tcp or (kind == "unix" and place.startswith("/"))):
        raise Misconfigured(
            f"antivirus is {settings.antivirus!r}; give unix:/run/clamav/clamd.ctl or tcp:127.0.0.1:3310"
        )


def _check_mail(settings: Settings) -> None:
    if not settings.smtp_host:
        return
    if not settings.mail_from:
        raise Misconfigured("smtp_host is set, but mail_from is not: give the address that mail comes from")
    if settings.smtp_security == "none" and settings.smtp_host not in ("localhost", "127.0.0.1", "::1"):
        raise Misconfigured("smtp_security is none; that is for a mail server on this very machine alone")

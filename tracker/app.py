"""How the application is put together."""

from __future__ import annotations

import logging
import os
import sys
from functools import partial
from typing import Any

from flask import Flask
from flask_alembic import Alembic
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect
from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from tracker import checkpointing, engines
from tracker.accounts import plumbing
from tracker.cases.bound import lent_here
from tracker.cases.counted import cases_counted
from tracker.cases.deviating import requisitions_over
from tracker.cases.entanglements import entanglements
from tracker.cases.said import tied_in
from tracker.clock import Clock, SystemClock, keep_time_of
from tracker.db import Record, db
from tracker.editions.shelf import EditionError, editions
from tracker.journey import ASKER, CHECKER, COUNTERS, HOLDER, JOURNEY, KNOWERS, PROVERS, TELLERS
from tracker.ledger.journal import append
from tracker.policy.permissions import Permission
from tracker.settings import ROOT, Misconfigured, Settings, load_settings
from tracker.vault.format import Domain
from tracker.vault.trouble import KeyTrouble
from tracker.vault.vault import Vault
from tracker.web import (
    guard,
    headers,
    health,
    languages,
    pace,
    pages,
    receiving,
    secret_addresses,
    sent_forms,
    silent_readers,
    static_files,
    styleguide,
    troubles,
)
from tracker.web.numbers import WholeNumber

EX_CONFIG = 78
"""The exit status that says: settings, editions or keys are at fault (sysexits)."""

alembic = Alembic(metadatas=Record.metadata, run_mkdir=False)
csrf = CSRFProtect()
logging.getLogger("alembic").setLevel(logging.WARNING)  # a command says what it did in its own words


def create_app(settings: Settings | None = None, *, clock: Clock | None = None) -> Flask:
    """Build the application; a fault in settings, editions or keys ends the process.

    It ends with one line and status 78; what rules judge by is loaded and checked before anything is served.
    """
    try:
        editions()
        app = build(settings or load_settings(), clock)
        with app.app_context():
            _check_keys(app)
    except (Misconfigured, EditionError, KeyTrouble) as trouble:
        print(f"tracker: {trouble}", file=sys.stderr)  # noqa: T201 - the one line for whoever started it
        sys.exit(EX_CONFIG)
    return app


def _check_keys(app: Flask) -> None:
    """Refuse to start where data exist whose keys do not; what is not set up yet answers 503 until it is."""
    try:
        fresh = not inspect(db.engine).has_table("keyring")
    except SQLAlchemyError:
        app.logger.error("the database does not answer; every page says so until it does")
        return
    if not fresh:
        app.extensions["vault"].check(db.session)
        app.config["SECRET_KEY"] = app.extensions["vault"].secret("session")
        checkpointing.shut_destroyed(db.session)
        if words := checkpointing.came_back(db.session):
            app.logger.error("disposals: %s", words)
        if words := checkpointing.gone_back(db.session):
            app.logger.error("the database is not the newest: %s", words)
        elif words := checkpointing.taken_away(db.session):
            app.logger.error("nothing outside speaks for the newest lines of the ledger: %s", words)


def _open(app: Flask) -> None:
    """Take the keys in a process that began before they were there."""
    try:
        if app.config.get("SECRET_KEY") is None:
            _check_keys(app)
    except KeyTrouble as trouble:
        app.logger.error("%s", trouble)


def build(settings: Settings, clock: Clock | None = None) -> Flask:
    """Put the application together without asking whether its keys are there; for setting up and repair."""
    os.umask(0o077)
    keep_time_of(settings.time_zone)
    settings.data.mkdir(parents=True, exist_ok=True)
    vault = Vault.open(settings.key_provider, settings.captures, data=settings.data)
    app = languages.Site("tracker", root_path=str(ROOT / "tracker"), template_folder=str(ROOT / "templates"))
    app.config.from_mapping(_configuration(settings))
    app.url_map.converters["int"] = WholeNumber
    app.url_map.merge_slashes = False  # an address with too many slashes is no address, and leads nowhere
    app.extensions |= {"settings": settings, "vault": vault, "open": partial(_open, app)}
    db.init_app(app)
    _leave_out_async(app)
    with app.app_context():
        engines.prepare(db.engine)
        db.sessionmaker.configure(
            info={
                "clock": clock or SystemClock(),
                "journal": append,
                "settings": settings,
                "vault": vault,
                "board_sealer": vault.board_sealer(),
                "shut": partial(vault.is_shut, Domain.CASE),
                "entanglements": entanglements,
                "lent": lent_here,
                "tied": tied_in,
                "cases_counted": cases_counted,
                "over": requisitions_over,
                "tellers": TELLERS,
                "provers": PROVERS,
                "knowers": KNOWERS,
                "counters": COUNTERS,
                "checker": CHECKER,
                "asker": ASKER,
                "holder": HOLDER,
            }
        )
    _install(app, settings)
    return app


def _leave_out_async(app: Flask) -> None:
    """Drop the closing of asynchronous sessions: there are none, and it starts an event loop each request."""
    kept = [close for close in app.teardown_appcontext_funcs if "async" not in close.__name__]
    app.teardown_appcontext_funcs[:] = kept


def _configuration(settings: Settings) -> dict[str, Any]:
    return {
        "SESSION_COOKIE_NAME": "__Host-tracker" if settings.secure_cookies else "tracker",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Strict",
        "MAX_CONTENT_LENGTH": settings.form_bytes,
        "MAX_FORM_MEMORY_SIZE": settings.form_bytes,
        "TRUSTED_HOSTS": settings.trusted_hosts or None,
        "WTF_CSRF_TIME_LIMIT": None,  # the session's own time-outs end it
        "WTF_CSRF_SSL_STRICT": False,  # pages send no referrer; the Origin and Sec-Fetch-Site checks stand in
        "SQLALCHEMY_ENGINES": {
            # A statement that fails is logged without its parameters: they may hold what is not for logs.
            "default": {"url": settings.database, "hide_parameters": True}
        },
        "ALEMBIC": {"script_location": str(ROOT / "migrations" / "versions"), "version_locations": []},
        "ALEMBIC_CONTEXT": {"render_as_batch": True, "compare_type": True, "transactional_ddl": True},
        "BABEL_DEFAULT_TIMEZONE": settings.time_zone,
        "TEMPLATES_AUTO_RELOAD": settings.environment == "development",
    }


def _install(app: Flask, settings: Settings) -> None:
    from jinja2 import StrictUndefined

    app.jinja_env.undefined = StrictUndefined
    headers.install(app)
    static_files.install(app)
    health.install(app)
    guard.install(app)
    csrf.init_app(app)
    languages.install(app)
    Bootstrap5(app)
    alembic.init_app(app)
    plumbing.install(app, settings)
    sent_forms.install(app)
    checkpointing.install(app)
    pages.install(app, settings)
    troubles.install(app)
    secret_addresses.install(app)
    receiving.install(app, csrf)
    silent_readers.install(app)
    pace.install(app, trusted_proxies=settings.trusted_proxies)
    for blueprint in (health.blueprint, *JOURNEY):
        app.register_blueprint(blueprint)
    if settings.styleguide:
        app.register_blueprint(styleguide.blueprint)
        for endpoint in [name for name in app.view_functions if name.startswith("styleguide.")]:
            guard.declare(app, endpoint, Permission.ENTER)
    if settings.demo:
        from tracker.demo import door

        door.install(app, csrf)
    for endpoint in static_files.ENDPOINTS:
        guard.declare(app, endpoint, Permission.ENTER)
    guard.require_declared(app)

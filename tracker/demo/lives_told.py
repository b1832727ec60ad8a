"""All lives of the sample data by the candidate's slug."""

from __future__ import annotations

from tracker.demo.lives_dispatchers import DISPATCHER_LIVES
from tracker.demo.lives_officers import OFFICER_LIVES

LIVES = {life.slug: life for life in (*OFFICER_LIVES, *DISPATCHER_LIVES)}

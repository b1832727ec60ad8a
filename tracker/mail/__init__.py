"""Mail to candidates: an outbox that is written with the act, and a worker that delivers it."""

"""Mail to candidates and staff: an outbox that is written with the act, and a worker that delivers it."""

"""Keeps what must stay sealed: keys, sealed cells, sealed files."""

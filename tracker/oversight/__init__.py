"""Uniformity, the ledger in words, access and duties; reads, and writes only its own records."""

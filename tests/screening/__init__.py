"""The screen held against a corpus of labelled statements."""

"""The whole way, in a real browser and over HTTP."""

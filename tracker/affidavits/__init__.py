"""The candidate's signed list of accounts, and the access granted."""

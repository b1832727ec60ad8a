"""The run of the uniform protocol and the search log."""

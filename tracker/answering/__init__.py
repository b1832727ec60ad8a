"""The candidate's answer to a concern, before a board reads it."""

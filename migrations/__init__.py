"""The history of the database, and the walls that hold its rules whoever writes to it."""

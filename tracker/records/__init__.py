"""Records: what is held for a matter, how long each case is kept, and what becomes of it in the end."""

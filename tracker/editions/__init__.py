"""What is published as data: protocols, legal profiles, word lists, platforms, job dimensions."""

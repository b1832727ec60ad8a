"""What the vault promises, and what it refuses."""

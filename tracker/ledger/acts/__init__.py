"""The acts that the ledger knows, room by room, in the order of the journey."""

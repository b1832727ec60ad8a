"""Paper: tagged PDF made of plain data, for whichever room has something to print."""

"""The affidavit on paper: the blank form, and the signed paper as staff copy it and compare the copy."""

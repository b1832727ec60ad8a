"""What a candidate can ask for at any time: an answer, a copy of the own file, who looked."""

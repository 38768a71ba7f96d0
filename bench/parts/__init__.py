"""One module a part of the bench: measure(contest) gives what was seen in full, and the rows of the table."""

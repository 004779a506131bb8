"""Settings: a column of sections, and the rows of each on its page."""

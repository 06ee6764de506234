"""Other people's tables, by a mapping, and databases of other programs."""

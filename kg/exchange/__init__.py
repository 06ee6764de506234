"""A case from sheets, coded corpora and other people's files, and out again to the formats of every tool."""

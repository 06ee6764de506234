"""The words that pages and answers are written in, by language."""

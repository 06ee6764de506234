"""From a text to statements: what the rules propose of a text (never a stance), and how coders agree."""

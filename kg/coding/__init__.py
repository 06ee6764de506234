"""How coders agree."""

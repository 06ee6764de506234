"""What a page may do in a browser: run its own scripts, known by their hash, and reach nothing."""

from __future__ import annotations

import base64
import hashlib

__all__ = ["content_policy"]


def content_policy(scripts: tuple[str, ...], style: str) -> str:
    """Return a Content-Security-Policy that allows these scripts and this style, images made by the page, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {_hash(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

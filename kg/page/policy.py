"""What a page may do in a browser: run its own scripts, known by their hash, and reach nothing."""

from __future__ import annotations

import base64
import hashlib

__all__ = ["content_policy", "source_of"]


def content_policy(scripts: tuple[str, ...], style: str) -> str:
    """Return a Content-Security-Policy that allows these scripts and this style, images made by the page, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(source_of, scripts))}",
            f"style-src {source_of(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def source_of(text: str) -> str:
    """Return the source expression of a policy that allows one script or style: its SHA-256 digest (Content Security Policy 3)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

"""Open a desk in a browser of its own, decide, and kill the browser the moment it says that the decision is kept."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright
from view_pages import CHROMIUM, FLAGS


def browser_of(profile: str) -> int:
    """Return the process of the browser whose data lie in a folder."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if f"--user-data-dir={profile}".encode() in words and not any(word.startswith(b"--type=") for word in words):
            return int(entry.name)
    raise LookupError(profile)


def main(desk: str, profile: str, *look: str) -> None:
    """Decide two cards and kill the browser; with ``look``, print the progress that it shows after."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(profile, executable_path=CHROMIUM, args=FLAGS)
        page = context.new_page()
        page.goto(Path(desk).as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        if look:
            print(page.inner_text("#progress"))
            context.close()
            return
        for key in ("q", "1", "j", "w", "2"):
            page.keyboard.press(key)
        page.locator("#kept", has_text="✓ kept in this browser").wait_for()
        os.kill(browser_of(profile), signal.SIGKILL)
        print("kept", flush=True)
        os._exit(0)


main(*sys.argv[1:])

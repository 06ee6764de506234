"""Run commands of kg in processes that stop before they begin, so that they can be traced, or killed, from their first call on.

Run as a program: each line of its input is a JSON object with ``folder``, ``arguments`` and ``exchange`` (whether names may be
exchanged in one step); for each it prints the process's number once that has stopped, and its wait status once it has ended.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import tempfile
import traceback
from pathlib import Path

from preloaded import preload

from kg.cli import main
from kg.store import swaps

_SET_PTRACER, _ANYBODY = 0x59616D61, -1  # prctl(2): let a process that is no parent trace this one


def run(folder: str, arguments: list[str], *, exchange: bool) -> None:
    """Stop; then, once continued, run a command in a folder."""
    ctypes.CDLL(None).prctl(_SET_PTRACER, _ANYBODY, 0, 0, 0)
    os.chdir(folder)
    if not exchange:
        swaps._renameat2 = lambda: None  # type: ignore[assignment]
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.kill(os.getpid(), signal.SIGSTOP)
    os.dup2(nowhere, 2)
    main(arguments, prog_name="kg")


def serve() -> None:
    """Import what the commands need, then answer each line of the input."""
    with tempfile.TemporaryDirectory() as folder:
        preload(Path(folder))
    for line in sys.stdin:
        task = json.loads(line)
        process = os.fork()
        if process == 0:
            status = 70
            try:
                run(task["folder"], task["arguments"], exchange=task["exchange"])
            except SystemExit as ended:
                status = int(ended.code or 0)
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(status)
        _, status = os.waitpid(process, os.WUNTRACED)
        assert os.WIFSTOPPED(status), (task, status)
        print(process, flush=True)
        print(os.waitpid(process, 0)[1], flush=True)


if __name__ == "__main__":
    serve()

"""A process that can only read: it cannot connect, cannot outlive its parent, and has a bound of memory and of time.

Three locks keep a process from connecting. Each is enough by itself, and each is tested by itself:

- *no sockets* (:func:`refuse_sockets`): a filter of system calls (seccomp) refuses ``socket``, ``connect`` and
  ``io_uring_setup`` to all its threads. Linux on x86-64 and ARM64.
- *no network* (:func:`leave_network`): it moves to a network of its own, in which nothing can be reached (``unshare``).
  Linux, where the user may do so.
- *no more files* (:func:`refuse_files`): it can open no file any more, and a connection is one (RLIMIT_NOFILE). Any
  POSIX system, but only for a graph in memory, since a store on disk opens its files while it is read.

So a query of an embedded store on macOS, and any query on Windows, has none of the three: what keeps it from connecting
there is only the refusal of its text (:mod:`kg.store.guard`). The bound of memory and the end with the parent are
Linux's; elsewhere a query whose parent was killed ends with its bound of processor time (not on Windows).
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct
import sys

__all__ = [
    "HAS_ALARM",
    "bound_memory",
    "bound_time",
    "end_with_parent",
    "ended_by_alarm",
    "leave_network",
    "refuse_files",
    "refuse_sockets",
    "set_alarm",
]

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_SECCOMP_MODE_FILTER = 2
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000

#: whether a process can end itself at a time (not on Windows)
HAS_ALARM = sys.platform != "win32"

#: by machine: the number that the kernel knows it by (AUDIT_ARCH), and its numbers of socket, connect and io_uring_setup
_CALLS = {"x86_64": (0xC000003E, (41, 42, 425)), "aarch64": (0xC00000B7, (198, 203, 425))}

#: instructions of a filter (linux/bpf_common.h, linux/seccomp.h): load a word, jump, return
_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050001, 0x80000000
_AT_CALL, _AT_MACHINE = 0, 4
_OTHER_CALLING_CONVENTION = 0x40000000


def refuse_sockets() -> bool:
    """Refuse new connections to this process and all threads it starts (Linux). Return whether that holds."""
    known = _CALLS.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    machine, calls = known
    lines = [(_LOAD, 0, 0, _AT_MACHINE), (_JUMP_IF_EQUAL, 1, 0, machine), (_RETURN, 0, 0, _KILL)]
    lines += [(_LOAD, 0, 0, _AT_CALL), (_JUMP_IF_AT_LEAST, len(calls) + 1, 0, _OTHER_CALLING_CONVENTION)]
    lines += [(_JUMP_IF_EQUAL, len(calls) - index, 0, call) for index, call in enumerate(calls)]
    lines += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    program = b"".join(struct.pack("=HBBI", *line) for line in lines)
    held = ctypes.create_string_buffer(program, len(program))
    pointer = ctypes.create_string_buffer(struct.pack("@HP", len(lines), ctypes.addressof(held)))
    return _prctl(_PR_SET_NO_NEW_PRIVS, 1) and _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(pointer))


def leave_network() -> bool:
    """Move this process, while it has one thread, to a network without addresses (Linux). Return whether that holds."""
    if sys.platform != "linux":
        return False
    unshare = ctypes.CDLL(None).unshare
    return any(unshare(flags) == 0 for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET))


def refuse_files() -> bool:
    """Refuse every further file to this process (POSIX). Return whether that holds."""
    if sys.platform == "win32":
        return False
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    return True


def bound_memory(more: int) -> None:
    """Let this process have ``more`` bytes of memory beyond what it has now (Linux); asking for more ends it."""
    if sys.platform != "linux":
        return
    import resource

    with open("/proc/self/statm", encoding="ascii") as pages:
        now = int(pages.read().split()[0]) * resource.getpagesize()
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    bound = now + more if most == resource.RLIM_INFINITY else min(now + more, most)
    resource.setrlimit(resource.RLIMIT_AS, (bound, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def bound_time(seconds: int) -> None:
    """End this process after some seconds of processor time from now (POSIX)."""
    if sys.platform == "win32":
        return
    import resource

    spent = int(sum(os.times()[:2])) + 1
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    bound = spent + seconds if most == resource.RLIM_INFINITY else min(spent + seconds, most)
    resource.setrlimit(resource.RLIMIT_CPU, (bound, most))


def set_alarm(seconds: float) -> None:
    """End this process after some seconds from now, 0 for never, where :data:`HAS_ALARM`."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def ended_by_alarm(status: int) -> bool:
    """Return whether a process that ended with a status was ended by its alarm."""
    return sys.platform != "win32" and status == -signal.SIGALRM


def end_with_parent(parent: int) -> None:
    """End this process as soon as its parent (a process id) has ended, however it ended (Linux)."""
    if sys.platform == "linux" and _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL) and os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def _prctl(option: int, *arguments: int) -> bool:
    filled = [*arguments, 0, 0, 0, 0][:4]
    return bool(ctypes.CDLL(None).prctl(option, *(ctypes.c_ulong(one) for one in filled)) == 0)

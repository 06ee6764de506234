"""Small servers on 127.0.0.1 that answer as they are told, for tests of what asks them."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

#: what a server does with a request: the handler, and how many requests came before it
Reply = Callable[[BaseHTTPRequestHandler, int], None]

JSON = "application/sparql-results+json"


@dataclass
class Asked:
    """What a server was sent: the headers and the body of each request."""

    address: str = ""
    requests: list[tuple[dict[str, str], str]] = field(default_factory=list)


def say(handler: BaseHTTPRequestHandler, status: int, content: str = "", kind: str = JSON, **headers: str) -> None:
    """Answer whole."""
    data = content.encode()
    handler.send_response(status)
    for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(data)


@contextmanager
def server(reply: Reply) -> Iterator[Asked]:
    """Run a server that replies to each POST."""
    asked = Asked()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            asked.requests.append((dict(self.headers), body))
            reply(self, len(asked.requests) - 1)

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass

    running = Quiet(("127.0.0.1", 0), Handler)
    asked.address = f"http://127.0.0.1:{running.server_port}/sparql"
    thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield asked
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


@contextmanager
def listener() -> Iterator[tuple[int, Callable[[], int]]]:
    """Listen on a port that nothing should connect to; yield it, and what counts the connections."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)

        def count() -> int:
            found = 0
            while True:
                try:
                    listening.accept()[0].close()
                except BlockingIOError:
                    return found
                found += 1

        yield listening.getsockname()[1], count

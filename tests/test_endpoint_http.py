"""What is asked of a SPARQL endpoint over HTTP, and one line for each way in which it can fail."""

from __future__ import annotations

import base64
import socket
import ssl
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from endpoints import JSON, listener, say, server

from kg.errors import InputError, LimitError, UsageError
from kg.store.addresses import credentials_for, is_address, parse_address
from kg.store.exchange import EndpointError
from kg.store.http import Client

FORM = [("query", "ASK {}")]
WORD = "open+Sesame/7"


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Ask as nobody, whoever runs the tests."""
    for name in ("KG_SPARQL_USER", "KG_SPARQL_PASSWORD", "NETRC"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


def client(address: str, pauses: list[float] | None = None) -> Client:
    return Client(parse_address(address), pause=(pauses if pauses is not None else []).append)


class TestAddresses:
    def test_what_is_an_address(self) -> None:
        assert [is_address(one) for one in ("http://h/", "HTTPS://h/", "http:", "ftp://h/", "a/http://h/")] == [
            True,
            True,
            False,
            False,
            False,
        ]

    def test_values_of_parameters_are_shown_where_they_name_graphs(self) -> None:
        address = parse_address("https://h:8443/q?default-graph-uri=urn:a&default-graph-uri=urn:b&reader=hidden")
        assert str(address) == "https://h:8443/q?default-graph-uri=urn:a&default-graph-uri=urn:b&reader=…"
        assert "hidden" not in repr(address)
        assert address.graphs("default-graph-uri") == ("urn:a", "urn:b")
        assert address.place == (True, "h", 8443, "/q")

    @pytest.mark.parametrize(
        "address",
        [
            f"http://ann:{WORD}@h/sparql",
            f"http://ann:{WORD}@127.0.0.1:1/sparql",
            f"https://{WORD}@h/",
            f"http://ann:{WORD}",
            f"http://h/q?apikey={WORD}",
            f"http://h/q?access_token={WORD}",
            f"http://[{WORD}",
            f"http://h/q#{WORD}",
            f"http://h/{WORD} more",
            f"http://h/{WORD}\x1b[31m",
            f"http:///{WORD}",
            f"http://h:0/{WORD}",
            f"http://ü/{WORD}",
        ],
    )
    def test_a_refused_address_is_not_repeated(self, address: str) -> None:
        with pytest.raises(UsageError) as found:
            parse_address(address)
        assert "Sesame" not in str(found.value) and "\n" not in str(found.value)
        assert found.value.__cause__ is None and (found.value.__suppress_context__ or found.value.__context__ is None)

    def test_a_way_out_for_a_password_in_the_address(self) -> None:
        with pytest.raises(UsageError, match="set KG_SPARQL_USER and KG_SPARQL_PASSWORD"):
            parse_address("http://ann:x@h/sparql")


class TestCredentials:
    def test_nobody(self) -> None:
        assert credentials_for(parse_address("http://h/")) is None

    def test_of_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KG_SPARQL_USER", "ann")
        with pytest.raises(UsageError, match="KG_SPARQL_PASSWORD is not"):
            credentials_for(parse_address("https://h/"))
        monkeypatch.setenv("KG_SPARQL_PASSWORD", WORD)
        found = credentials_for(parse_address("https://h/"))
        assert found is not None
        assert (found.user, found.password) == ("ann", WORD)
        assert WORD not in repr(found) + str(found)

    def test_of_netrc_for_that_host_alone(self, tmp_path: Path) -> None:
        path = tmp_path / ".netrc"
        path.write_text(f"machine h login ann password {WORD}\ndefault login ben password other\n")
        path.chmod(0o600)
        found = credentials_for(parse_address("https://h/"))
        assert found is not None
        assert (found.user, found.password) == ("ann", WORD)
        assert credentials_for(parse_address("https://other/")) is None

    def test_a_netrc_file_that_cannot_be_read_is_not_quoted(self, tmp_path: Path) -> None:
        path = tmp_path / ".netrc"
        path.write_text(f"machine h login ann {WORD}\n")
        path.chmod(0o600)
        with pytest.raises(InputError) as found:
            credentials_for(parse_address("https://h/"))
        assert "Sesame" not in str(found.value)
        assert "cannot be read as a netrc file" in str(found.value)

    @pytest.mark.parametrize("address", ["http://h/", "http://192.0.2.1/", "http://127.0.0.1.example.org/"])
    def test_never_unencrypted_to_another_machine(self, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KG_SPARQL_USER", "ann")
        monkeypatch.setenv("KG_SPARQL_PASSWORD", WORD)
        with pytest.raises(UsageError, match="unencrypted") as found:
            credentials_for(parse_address(address))
        assert WORD not in str(found.value)

    @pytest.mark.parametrize("address", ["http://localhost/", "http://127.0.0.1/", "http://[::1]/", "https://h/"])
    def test_sent_where_nobody_listens(self, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KG_SPARQL_USER", "ann")
        monkeypatch.setenv("KG_SPARQL_PASSWORD", WORD)
        assert credentials_for(parse_address(address)) is not None


class TestAnswers:
    def test_a_form_is_posted(self) -> None:
        with server(lambda handler, _: say(handler, 200, "{}")) as asked:
            answer = client(asked.address + "?infer=false").post(FORM, JSON)
        headers, body = asked.requests[0]
        assert body == "infer=false&query=ASK+%7B%7D"
        assert headers["Content-Type"] == "application/x-www-form-urlencoded"
        assert headers["Accept"] == JSON
        assert "Authorization" not in headers
        assert (answer.status, answer.content, answer.headers["content-type"]) == (200, b"{}", JSON)

    def test_no_proxy_is_used(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with listener() as (port, connections), server(lambda handler, _: say(handler, 200)) as asked:
            for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
                monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
            client(asked.address).post(FORM, JSON)
            assert connections() == 0
        assert len(asked.requests) == 1

    def test_busy_once(self) -> None:
        def reply(handler: BaseHTTPRequestHandler, count: int) -> None:
            say(handler, 200) if count else say(handler, 429, Retry_After="7")

        pauses: list[float] = []
        with server(reply) as asked:
            assert client(asked.address, pauses).post(FORM, JSON).status == 200
        assert pauses == [7.0]

    def test_busy_for_ever(self) -> None:
        pauses: list[float] = []
        with server(lambda handler, _: say(handler, 503)) as asked, pytest.raises(EndpointError, match="is busy"):
            client(asked.address, pauses).post(FORM, JSON)
        assert pauses == [0.5, 1, 2, 4]
        assert len(asked.requests) == 5

    def test_a_wait_that_is_too_long(self) -> None:
        with (
            server(lambda handler, _: say(handler, 503, Retry_After="61")) as asked,
            pytest.raises(EndpointError, match="asks to wait for 61 s"),
        ):
            client(asked.address).post(FORM, JSON)
        assert len(asked.requests) == 1

    def test_a_wait_until_a_day_that_is_past(self) -> None:
        def reply(handler: BaseHTTPRequestHandler, count: int) -> None:
            say(handler, 200) if count else say(handler, 503, Retry_After="Fri, 31 Dec 1999 23:59:59 GMT")

        pauses: list[float] = []
        with server(reply) as asked:
            client(asked.address, pauses).post(FORM, JSON)
        assert pauses == [0.0]


class TestRedirects:
    def test_on_the_same_host(self) -> None:
        def reply(handler: BaseHTTPRequestHandler, count: int) -> None:
            say(handler, 200) if handler.path == "/new?x=1" else say(handler, 308, Location="/new?x=1")

        with server(reply) as asked:
            assert client(asked.address).post(FORM, JSON).status == 200
        assert [body for _, body in asked.requests] == ["query=ASK+%7B%7D"] * 2

    @pytest.mark.parametrize("status", [301, 302, 307, 308])
    @pytest.mark.parametrize("there", ["http://127.0.0.1:{port}/", "http://localhost:{port}/", "//127.0.0.1:{port}/"])
    def test_never_to_another(self, status: int, there: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KG_SPARQL_USER", "ann")
        monkeypatch.setenv("KG_SPARQL_PASSWORD", WORD)
        with listener() as (port, connections):
            with (
                server(lambda handler, _: say(handler, status, Location=there.format(port=port))) as asked,
                pytest.raises(EndpointError, match=f"redirects to http://.*:{port}, and another host") as found,
            ):
                client(asked.address).post(FORM, JSON)
            assert connections() == 0
        assert found.value.status == status

    @pytest.mark.parametrize(
        "there", ["", "ftp://127.0.0.1/", "http://ann:pw@127.0.0.1/", "http://[", "file:///etc/passwd"]
    )
    def test_to_what_is_no_address(self, there: str) -> None:
        with (
            server(lambda handler, _: say(handler, 302, Location=there)) as asked,
            pytest.raises(EndpointError, match="redirects"),
        ):
            client(asked.address).post(FORM, JSON)
        assert len(asked.requests) <= 4

    def test_in_a_circle(self) -> None:
        with (
            server(lambda handler, _: say(handler, 307, Location="/sparql")) as asked,
            pytest.raises(EndpointError, match="redirects more than 3 times"),
        ):
            client(asked.address).post(FORM, JSON)
        assert len(asked.requests) == 4


class TestRefusals:
    @pytest.mark.parametrize(
        ("status", "words"),
        [
            (400, r"refuses the request \(400\): Virtuoso said so"),
            (401, r"refuses access \(401\): it asks who you are; set KG_SPARQL_USER and KG_SPARQL_PASSWORD"),
            (403, r"refuses access \(403\)"),
            (404, r"no endpoint is there \(404\); check the path"),
            (500, r"failed \(500\): Virtuoso said so"),
        ],
    )
    def test_one_line_for_each(self, status: int, words: str) -> None:
        content = "\x1b[31m\u202eVirtuoso \n said\r\n so"
        with (
            server(lambda handler, _: say(handler, status, content.replace("\x1b[31m", "\x1b"), "text/plain")) as asked,
            pytest.raises(EndpointError, match=words) as found,
        ):
            client(asked.address).post(FORM, JSON)
        assert str(found.value).isprintable()
        assert found.value.status == status

    def test_words_are_cut_and_pages_are_read_as_text(self) -> None:
        page = f"<html><head><title>no</title></head><script>bad()</script><p>Words {'x' * 300}</p></html>"
        with (
            server(lambda handler, _: say(handler, 400, page, "text/html")) as asked,
            pytest.raises(EndpointError) as found,
        ):
            client(asked.address).post(FORM, JSON)
        assert found.value.problem == f"refuses the request (400): Words {'x' * 194}…"

    def test_no_password_where_a_server_repeats_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KG_SPARQL_USER", "ann")
        monkeypatch.setenv("KG_SPARQL_PASSWORD", WORD)
        token = base64.b64encode(f"ann:{WORD}".encode()).decode()

        def reply(handler: BaseHTTPRequestHandler, _: int) -> None:
            say(handler, 400, f"{handler.headers['Authorization']} {WORD}", "text/plain")

        with server(reply) as asked, pytest.raises(EndpointError) as found:
            client(asked.address).post(FORM, JSON)
        assert asked.requests[0][0]["Authorization"] == f"Basic {token}"
        assert found.value.problem == "refuses the request (400): Basic … …"
        assert WORD not in repr(found.value) and WORD not in repr(client(asked.address))

    def test_a_wrong_password(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KG_SPARQL_USER", "ann")
        monkeypatch.setenv("KG_SPARQL_PASSWORD", WORD)
        with (
            server(lambda handler, _: say(handler, 401, WWW_Authenticate='Basic realm="x"')) as asked,
            pytest.raises(EndpointError, match="the user or the password is wrong") as found,
        ):
            client(asked.address).post(FORM, JSON)
        assert len(asked.requests) == 1 and WORD not in str(found.value)

    def test_a_challenge_by_digest(self, monkeypatch: pytest.MonkeyPatch) -> None:
        # the example of RFC 2617, section 3.5, gives the parts; what is checked is that they are answered, once
        monkeypatch.setenv("KG_SPARQL_USER", "Mufasa")
        monkeypatch.setenv("KG_SPARQL_PASSWORD", WORD)
        challenge = (
            'Digest realm="testrealm@host.com", qop="auth", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc"'
        )

        def reply(handler: BaseHTTPRequestHandler, count: int) -> None:
            is_digest = handler.headers["Authorization"].startswith("Digest ")
            say(handler, 200) if is_digest and count < 3 else say(handler, 401, WWW_Authenticate=challenge)

        with server(reply) as asked:
            asking = client(asked.address)
            assert asking.post(FORM, JSON).status == 200
            assert asking.post(FORM, JSON).status == 200
            with pytest.raises(EndpointError, match="password is wrong"):
                asking.post(FORM, JSON)
        sent = [headers["Authorization"] for headers, _ in asked.requests]
        assert [one.split()[0] for one in sent] == ["Basic", "Digest", "Digest", "Digest"]
        assert 'username="Mufasa"' in sent[1] and 'uri="/sparql"' in sent[1] and "nc=00000002" in sent[2]
        assert WORD not in "".join(sent[1:])


class TestBrokenAnswers:
    def test_nobody_listens(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        with pytest.raises(EndpointError, match=r"cannot be connected to \(Connection refused\); check"):
            client(f"http://127.0.0.1:{port}/sparql").post(FORM, JSON)

    def test_a_name_that_nobody_has(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def unknown(*_: object, **__: object) -> None:
            raise socket.gaierror(-2, "Name or service not known")

        monkeypatch.setattr(socket, "getaddrinfo", unknown)
        with pytest.raises(EndpointError, match=r"the name nowhere\.invalid is not known"):
            client("http://nowhere.invalid/sparql").post(FORM, JSON)

    def test_a_certificate_that_is_not_valid(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> None:
            error = ssl.SSLCertVerificationError(1, "x")
            error.verify_message = "self-signed certificate"
            raise error

        monkeypatch.setattr(ssl.SSLContext, "wrap_socket", refuse)
        with server(lambda handler, _: say(handler, 200)) as asked:
            address = asked.address.replace("http:", "https:")
            with pytest.raises(
                EndpointError, match=r"certificate is not valid \(self-signed certificate\); nothing was sent"
            ):
                client(address).post(FORM, JSON)
        assert asked.requests == []

    def test_no_tls(self) -> None:
        with (
            server(lambda handler, _: say(handler, 200)) as asked,
            pytest.raises(EndpointError, match="no encrypted connection"),
        ):
            client(asked.address.replace("http:", "https:")).post(FORM, JSON)

    def test_dies_midway(self) -> None:
        def reply(handler: BaseHTTPRequestHandler, _: int) -> None:
            handler.send_response(200)
            handler.send_header("Content-Length", "100")
            handler.end_headers()
            handler.wfile.write(b'{"head"')

        with server(reply) as asked, pytest.raises(EndpointError, match="before its answer was whole"):
            client(asked.address).post(FORM, JSON)
        assert len(asked.requests) == 1

    def test_dies_within_a_chunk(self) -> None:
        def reply(handler: BaseHTTPRequestHandler, _: int) -> None:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{")

        with server(reply) as asked, pytest.raises(EndpointError, match="before its answer was whole"):
            client(asked.address).post(FORM, JSON)

    def test_dies_before_it_answers(self) -> None:
        with (
            server(lambda handler, _: None) as asked,
            pytest.raises(EndpointError, match="before its answer was whole"),
        ):
            client(asked.address).post(FORM, JSON)

    def test_no_web_server(self) -> None:
        with (
            server(lambda handler, _: handler.wfile.write(b"SSH-2.0-x\r\n") and None) as asked,
            pytest.raises(EndpointError, match="does not answer as a web server does"),
        ):
            client(asked.address).post(FORM, JSON)

    def test_drops_for_ever(self) -> None:
        def reply(handler: BaseHTTPRequestHandler, _: int) -> None:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for _ in range(200):
                handler.wfile.write(b"x: y\r\n")
                time.sleep(0.05)

        with server(reply) as asked, pytest.raises(EndpointError, match=r"did not answer within 0\.2 s"):
            client(asked.address).post(FORM, JSON, timeout=0.2)

    def test_too_large(self) -> None:
        with server(lambda handler, _: say(handler, 200, "x" * 2_000_001)) as asked:
            with pytest.raises(LimitError, match="answers with more than 2 MB"):
                client(asked.address).post(FORM, JSON, most=2_000_000)
            assert len(client(asked.address).post(FORM, JSON, most=2_000_001).content) == 2_000_001

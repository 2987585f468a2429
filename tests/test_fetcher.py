"""Fetching from real servers on 127.0.0.1, well-behaved and not."""

from __future__ import annotations

import gzip
import http.server
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tradenlp.errors import FetchRefused
from tradenlp.fetch import Fetcher
from tradenlp.fetch import transport as transport_module
from tradenlp.fetch.addresses import resolve
from tradenlp.records import Capture
from tradenlp.settings import Settings


@dataclass
class Site:
    """A server whose answers a test decides: path → (status, headers, body); it remembers what was asked."""

    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    url: str = ""

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            status, headers, body = site.pages.get(self.path, (404, {}, b"not here"))
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which hosts rest is remembered in the data folder."""
    monkeypatch.chdir(tmp_path)


def settings(**more: Any) -> Settings:
    quick = {"host_delay_seconds": 0, "total_timeout_seconds": 3, "read_timeout_seconds": 1, "max_response_bytes": 5000}
    return Settings(**{"allow_private_addresses": ("127.0.0.1",), **quick, **more})


def get(url: str, etag: str | None = None, **more: Any) -> Capture:
    with Fetcher(settings(**more)) as fetcher:
        return fetcher.get(url, source_id="s", etag=etag)


def test_a_page_with_its_headers(site: Site) -> None:
    site.pages["/a"] = (
        200,
        {"Content-Type": "text/html", "ETag": '"1"', "Content-Encoding": "gzip"},
        gzip.compress(b"<p>hi"),
    )
    capture = get(site.url + "/a")
    assert (capture.status, capture.body, capture.content_type, capture.etag, capture.error) == (
        200,
        b"<p>hi",
        "text/html",
        '"1"',
        None,
    )
    assert (capture.url, capture.final_url, capture.source_id) == (site.url + "/a", site.url + "/a", "s")
    asked = dict(site.asked)["/a"]
    assert asked["User-Agent"].startswith("tradenlp/")
    assert asked["Accept-Encoding"] == "gzip, deflate"


def test_an_unchanged_page_costs_no_body(site: Site) -> None:
    site.pages["/a"] = (304, {"ETag": '"1"'}, b"")
    capture = get(site.url + "/a", etag='"1"')
    assert (capture.status, capture.body, capture.error) == (304, None, None)
    assert dict(site.asked)["/a"]["If-None-Match"] == '"1"'


def test_redirects_are_followed_and_the_last_address_told(site: Site) -> None:
    site.pages |= {
        "/a": (302, {"Location": "/b"}, b""),
        "/b": (301, {"Location": site.url + "/c"}, b""),
        "/c": (200, {}, b"x"),
    }
    assert get(site.url + "/a").final_url == site.url + "/c"


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ((404, {}, b"gone"), "http_404"),
        ((503, {"Retry-After": "120"}, b""), "http_503"),
        ((302, {"Location": "/a"}, b""), "too_many_redirects"),
        ((200, {}, b"x" * 6000), "too_large"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 10_000_000)), "too_large"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(b"hello" * 20)[:-9]), "truncated"),
        ((200, {"Content-Encoding": "br"}, b"??"), "bad_encoding"),
        ((200, {"Content-Length": "900"}, b"short"), "bad_response"),
        ((302, {"Location": "http://nowhere.invalid/"}, b""), "connect_failed"),
        ((302, {"Location": "http://[::1"}, b""), "bad_response"),
    ],
    ids=["missing", "busy", "loop", "size", "bomb", "cut", "encoding", "length", "dead end", "nonsense"],
)  # fmt: skip
def test_trouble_is_told_and_never_raised(site: Site, page: tuple[int, dict[str, str], bytes], code: str) -> None:
    site.pages["/a"] = page
    capture = get(site.url + "/a", respect_robots=False)
    assert capture.error is not None
    assert capture.error.startswith(code + ": ")
    assert capture.status == (page[0] if code.startswith("http_") else None)
    assert capture.retry_after_seconds == (120 if "Retry-After" in page[1] else None)


@pytest.mark.parametrize(
    "target",
    ["http://169.254.169.254/latest", "http://10.0.0.1/", "http://[::1]/", "file:///etc/passwd", "http://0.0.0.0/", "http://2130706434/"],
)  # fmt: skip
def test_a_redirect_to_an_inner_address_is_refused(site: Site, target: str) -> None:
    site.pages["/a"] = (302, {"Location": target}, b"")
    with pytest.raises(FetchRefused):
        get(site.url + "/a", respect_robots=False)


def test_loopback_is_refused_unless_allowed(site: Site) -> None:
    with pytest.raises(FetchRefused, match="not public"):
        get(site.url + "/a", allow_private_addresses=())
    assert site.asked == []


def test_the_checked_address_is_the_one_connected_to(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that resolves to a public address when checked and to an inner one later gains nothing."""
    looked_up = []

    def resolve_once(host: str, port: int, allowed: Any, seconds: float) -> list[str]:
        looked_up.append(host)
        return resolve("127.0.0.1", port, allowed)

    monkeypatch.setattr(transport_module, "resolve", resolve_once)
    site.pages["/a"] = (200, {}, b"x")
    assert get(site.url.replace("127.0.0.1", "news.example") + "/a", respect_robots=False).body == b"x"
    assert looked_up == ["news.example"]


def test_robots_txt_is_asked_once_and_obeyed(site: Site) -> None:
    site.pages |= {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /no"),
        "/a": (200, {}, b"x"),
        "/no": (200, {}, b"x"),
    }
    with Fetcher(settings()) as fetcher:
        assert fetcher.get(site.url + "/a", source_id="s").status == 200
        with pytest.raises(FetchRefused, match=r"robots\.txt"):
            fetcher.get(site.url + "/no", source_id="s")
    assert site.paths() == ["/robots.txt", "/a"]


def test_an_unreachable_robots_txt_forbids_for_now(site: Site) -> None:
    site.pages |= {"/robots.txt": (500, {}, b""), "/a": (200, {}, b"x")}
    assert (get(site.url + "/a").error or "").startswith("robots_unreachable")
    assert site.paths() == ["/robots.txt"]


def test_a_redirect_asks_the_robots_txt_of_the_new_place(site: Site) -> None:
    site.pages |= {"/robots.txt": (200, {}, b"User-agent: *\nDisallow: /no"), "/a": (302, {"Location": "/no"}, b"")}
    with pytest.raises(FetchRefused, match=r"robots\.txt"):
        get(site.url + "/a")


@pytest.mark.parametrize(
    "url",
    [
        "http://a..b/",
        "http://-/",
        "http://\u2603.invalid/",
        "http://" + "a" * 300 + ".invalid/",
        "http://a.invalid/\n",
        "http://a b.invalid/",
        "http://%zz/",
        "http://x.invalid:0/",
        "http://\ud800.invalid/",
    ],
    ids=range(9),
)
def test_no_address_is_too_odd(url: str) -> None:
    try:
        assert get(url).error
    except FetchRefused as refusal:
        assert str(refusal)


@pytest.fixture
def slow_server() -> Iterator[str]:
    """Answers a byte of header at a time, for ever."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def drip() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            try:
                while not over.wait(0.1):
                    connection.sendall(b"X-Y: z\r\n")
            except OSError:
                return

    threading.Thread(target=drip, daemon=True).start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    over.set()
    listener.close()


def test_a_server_that_drips_is_left_when_the_time_is_over(slow_server: str) -> None:
    started = time.monotonic()
    capture = get(slow_server, respect_robots=False, total_timeout_seconds=1)
    assert (capture.error or "").startswith("timeout: ")
    assert time.monotonic() - started < 10


def test_threads_share_a_fetcher(site: Site) -> None:
    site.pages |= {f"/{i}": (200, {}, str(i).encode()) for i in range(20)}
    bodies: dict[int, bytes | None] = {}
    with Fetcher(settings(respect_robots=False)) as fetcher:
        threads = [
            threading.Thread(target=lambda i=i: bodies.update({i: fetcher.get(f"{site.url}/{i}", source_id="s").body}))
            for i in range(20)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert bodies == {i: str(i).encode() for i in range(20)}

"""A web server on 127.0.0.1 that offers the fixtures as their publishers would: pages, feeds, validators, robots."""

from __future__ import annotations

import hashlib
import threading
import tomllib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType

ROBOTS = b"User-agent: *\nAllow: /\n"


def site(fixtures: Path) -> dict[str, tuple[bytes, str]]:
    """Body and media type by path."""
    pages: dict[str, tuple[bytes, str]] = {"/robots.txt": (ROBOTS, "text/plain")}
    for about in sorted(fixtures.glob("articles/*/about.toml")):
        path = tomllib.loads(about.read_text(encoding="utf-8"))["path"]
        pages[path] = (about.with_name("page.html").read_bytes(), "text/html")
    for feed in tomllib.loads((fixtures / "feeds" / "index.toml").read_text(encoding="utf-8"))["feed"]:
        pages[feed["path"]] = ((fixtures / feed["path"].lstrip("/")).read_bytes(), "application/xml")
    return pages


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    pages: dict[str, tuple[bytes, str]]

    def do_GET(self) -> None:
        body, media = self.pages.get(self.path, (b"not found", "text/plain"))
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        found = self.path in self.pages
        unchanged = found and self.headers.get("If-None-Match") == etag
        self.send_response(304 if unchanged else 200 if found else 404)
        self.send_header("ETag", etag)
        if not unchanged:
            self.send_header("Content-Type", media)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not unchanged:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silence: the demo's own output is what people read."""


class FixtureServer:
    """Serves in a thread from `with` to the end of the block, on `port` or, where that is taken, on a free one."""

    def __init__(self, fixtures: Path, port: int = 0) -> None:
        handler = type("Handler", (_Handler,), {"pages": site(fixtures)})
        try:
            self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        except OSError:
            self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> FixtureServer:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

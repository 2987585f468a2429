"""Worlds of servers that fail, for whole runs against them: hosts with invented names, sources that list them."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pytest

from tests import fault_servers as fs
from tests.fault_servers import Act, Faulty, Names, reply
from tradenlp.settings import Settings, read_settings


@dataclass
class World:
    """The servers, the settings, and what the runs came to."""

    settings: Settings
    servers: dict[str, Faulty] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    seconds: float = 0.0
    urls: dict[str, str] = field(default_factory=dict)
    held: list[socket.socket] = field(default_factory=list)

    def ask(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        with closing(duckdb.connect(str(self.settings.database_path), read_only=True)) as db:
            return db.execute(sql, list(values)).fetchall()

    def add(self, name: str, act: Act, scheme: str = "http") -> Faulty:
        server = self.servers[name] = Faulty(f"{name.replace('_', '-')}.example", act, scheme)
        return server

    def watch(self, name: str, url: str) -> None:
        folder = self.settings.sources_dir
        assert folder
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.toml").write_text(f'publisher = "{name}"\n[[feed]]\nurl = "{url}"\n')


@contextmanager
def opened(settings: Settings) -> Iterator[World]:
    """A world in which its names are looked up; at the end its servers are closed."""
    world = World(settings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", world.names)
        try:
            yield world
        finally:
            world.names.over.set()
            for server in world.servers.values():
                server.close()
            for held in world.held:
                held.close()


def quick(folder: Path, **more: object) -> Settings:
    usual: dict[str, object] = {
        "data_dir": folder,
        "sources_dir": folder / "sources",
        "workers": 1,
        "host_delay_seconds": 0,
        "respect_robots": False,
        "max_response_bytes": 3_000_000,
        "allow_private_addresses": ["127.0.0.1"],
        "connect_timeout_seconds": 0.5,
        "read_timeout_seconds": 0.5,
        "total_timeout_seconds": 1.5,
    }
    return read_settings(**{**usual, **more})


def silent(_: str) -> None:
    """Nobody watches."""


@pytest.fixture
def small(tmp_path: Path) -> Iterator[World]:
    """A healthy feed with three articles on one host."""
    with opened(quick(tmp_path)) as world:
        server = world.add("wire", fs.silent)
        server.act = site(server)
        world.watch("wire", f"{server.base}/feed")
        yield world


def site(server: Faulty) -> Act:
    """A feed of three articles."""

    def act(connection: socket.socket, over: object) -> None:
        path = fs.heard(connection).strip("/")
        listed = feed(*(f"{server.base}/{n}" for n in range(3)))
        body, media = (listed, "application/rss+xml") if path == "feed" else (page(path), "text/html")
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nContent-Type: {media}\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode() + body)

    return act


def page(name: str) -> bytes:
    text = f"The ministry raised the tariff on imported {name.replace('_', ' ')} to 25 percent on Monday. " * 2
    return f"<html><head><title>Duty on {name}</title></head><body><article><p>{text}</p></article>".encode()


def feed(*links: str) -> bytes:
    titled = [(link.rsplit("/", 1)[1], link) for link in links]
    items = "".join(f"<item><title>Duty on {title}</title><link>{link}</link></item>" for title, link in titled)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()


def moved(target: str) -> Act:
    return reply("302 Found", b"", f"Location: {target}")

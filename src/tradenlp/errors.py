"""The few errors that tradenlp raises on purpose; each message says what is wrong, where, and what to do."""


class TradenlpError(Exception):
    """Base of every error that a user can act on; the command line prints its text alone."""


class InputError(TradenlpError):
    """An input that cannot be read at all (a missing path, an unsupported scheme)."""


class LexiconError(TradenlpError):
    """A TOML lexicon that does not say what it should: names the file, the entry and the key."""


class FetchRefused(TradenlpError):
    """A request that was not made because the rules forbid it (address, robots.txt, scheme, size)."""


class WarehouseError(TradenlpError):
    """A database that is missing, locked by another process or not a tradenlp database."""


class ModelError(TradenlpError):
    """A spaCy pipeline that is not installed, of the wrong kind or with altered files."""

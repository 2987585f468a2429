"""Feeds and pages from the network: polite, bounded, and never where they must not go."""

from tradenlp.fetch.feeds import Feed, parse_feed
from tradenlp.fetch.fetcher import Fetcher
from tradenlp.fetch.links import page_links
from tradenlp.fetch.polling import is_due, next_state

__all__ = ["Feed", "Fetcher", "is_due", "next_state", "page_links", "parse_feed"]

"""Feeds and pages from the network, with manners."""

"""News about trade policy in, SQL tables of facts out."""

__version__ = "0.1.0"

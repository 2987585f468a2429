"""The DuckDB tables."""

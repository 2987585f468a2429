"""Numbers that measure or count."""

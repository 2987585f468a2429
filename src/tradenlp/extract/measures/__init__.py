"""What was done with trade policy."""

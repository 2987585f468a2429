"""The same story twice."""

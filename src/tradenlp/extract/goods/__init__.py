"""Goods and sectors that trade policy names."""

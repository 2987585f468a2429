"""How far a measure or an event has got."""

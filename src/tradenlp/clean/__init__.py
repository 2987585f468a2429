"""From HTML or text to an article."""

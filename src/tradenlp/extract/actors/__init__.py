"""Who acts or is acted on."""

"""Forms that were filled in elsewhere."""

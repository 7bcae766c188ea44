"""One audit: loaded, checked, scored, explained and planned."""

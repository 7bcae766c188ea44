"""What a score comes from, written out for people."""

"""Tables of results for other programs: what they hold, and the files that they are written to."""

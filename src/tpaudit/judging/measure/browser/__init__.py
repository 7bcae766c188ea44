"""What a browser shows of a site at the width of a phone."""

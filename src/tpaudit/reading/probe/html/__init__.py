"""A page of HTML as records: decoded, parsed within caps, and read."""

"""CI services: the verdict in the formats that they read."""

"""The terminal: tables and explanations for people."""

"""The terminal: tables and explanations, in lines of styled text."""

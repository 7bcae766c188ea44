"""What the HTML of a form says of filling it in."""

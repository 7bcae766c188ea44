"""What the six kinds of files say: models without input or output."""

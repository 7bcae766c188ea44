"""What the five kinds of files say: models without input or output."""

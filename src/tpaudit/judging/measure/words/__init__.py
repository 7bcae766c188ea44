"""What words say of a text: its language, or nothing at all."""

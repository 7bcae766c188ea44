"""Text: phrases, numbers and sentences in a language."""

"""Walks in the terminal: the question that is asked, and the visits that came back."""

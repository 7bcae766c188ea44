"""Observers: how far those who saw the same agree, and methods side by side."""

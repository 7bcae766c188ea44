"""Collecting answers: forms, questions in the terminal, sheets, imports and what a site says become visits."""

"""Imports: what other programs wrote, as the answers of visits."""

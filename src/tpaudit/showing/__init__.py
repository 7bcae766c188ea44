"""Showing a verdict: tables, JSON, CSV, explanations. Nothing here computes a score."""

"""Audits: read with their visits, and joined with what they ask."""

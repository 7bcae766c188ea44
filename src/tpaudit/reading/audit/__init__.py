"""Audits: read with their visits, and joined with their checklists."""

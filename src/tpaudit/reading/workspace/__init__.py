"""Workspaces: the settings, checklists and journeys that belong to an audit."""

"""Workspaces: settings, checklists and journeys around an audit."""

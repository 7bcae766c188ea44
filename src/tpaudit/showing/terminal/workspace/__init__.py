"""What a workspace holds, for people: its audits, its checklists and the journeys to choose from."""

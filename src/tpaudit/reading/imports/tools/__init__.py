"""Reports of other tools, as answers to checklists of their own."""

"""What an audit starts from: the files of a new one or the next wave, and checklists."""

"""Tables as answers: which column answers which question, and what a cell says."""

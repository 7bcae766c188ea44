"""Rules about what a change did besides answers: to the gate, the questions, the days and what was known."""

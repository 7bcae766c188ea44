"""The parts of a report as blocks of a document: its first page, the measures, what moved, and the appendices."""

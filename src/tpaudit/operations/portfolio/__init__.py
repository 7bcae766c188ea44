"""Branches side by side and over time: a small extract of each audit, in little memory."""

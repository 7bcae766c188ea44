"""Checklists as sheets: CSV, workbooks of Excel, and XLSForms for ODK and KoboToolbox."""

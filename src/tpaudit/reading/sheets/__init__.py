"""Sheets: tables in CSV, spreadsheets and XLSForms, and the checklists that they hold."""

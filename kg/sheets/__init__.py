"""Workbooks and CSV files of the project's own layout: one reader of tables, one writer."""

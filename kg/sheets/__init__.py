"""Workbooks and CSV files of the project's own layout: one reader of tables, one writer."""

import os

#: openpyxl would write by lxml wherever another package has brought it: other bytes, and other errors where a disk is full
os.environ.setdefault("OPENPYXL_LXML", "False")

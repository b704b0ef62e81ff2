"""CEM Workbook: a hands-on course in Customer Experience Management."""

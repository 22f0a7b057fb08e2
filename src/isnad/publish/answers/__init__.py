"""What an archive answers, as lists and pages for a terminal, as plain data for JSON, and as rows for CSV."""

"""The attribution benchmark: its passages, what a record says of one, and the scores (README.md beside this file)."""

"""From a file, a page or standard input to a `Document`: captured, its furniture marked, nothing repaired."""

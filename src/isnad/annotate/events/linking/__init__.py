"""How the happenings of a report hang together: which are one, and what ties the others."""

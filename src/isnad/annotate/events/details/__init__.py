"""With what, on what, what for, about what, by when, and how it ended."""

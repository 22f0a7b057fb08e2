"""Who was harmed, and how many."""

"""Two readings of one text beside each other: what appeared, what went, what is said otherwise."""

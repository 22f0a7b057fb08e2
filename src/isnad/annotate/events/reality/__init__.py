"""Whether a happening is told of, and whether it came about."""

"""The situation report: what the archive tells of a period, a place or an actor, as a paper with numbered sources."""

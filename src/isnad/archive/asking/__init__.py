"""Answers out of an archive: queries and their conditions, lists, and the pages of events, actors and places."""

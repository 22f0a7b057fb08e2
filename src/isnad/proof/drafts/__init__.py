"""Entries of the user's own: what there is, where it stands, and a draft put into a folder."""

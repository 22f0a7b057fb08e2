"""The steps from one form of the archive to the next, in Alembic's terms; `migrating.py` takes them.

A step never imports `schema`: that moves on, what a step did stays.
"""

"""That an archive is what was written: checks of all that it holds, backups, and bringing them back."""

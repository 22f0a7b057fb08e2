"""Who works with the workbench: accounts, passwords, sessions, and how often somebody may try."""

"""What people say of the machine's reading: verdicts and corrections of accounts, comments, and what is in doubt."""

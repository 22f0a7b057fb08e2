"""Timeline, network and map: drawn on the server, each beside a table that says the same."""

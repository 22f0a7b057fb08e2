"""Who has which part in an event, and on what that rests."""

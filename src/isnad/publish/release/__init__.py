"""What leaves the house: one gate by which events, states and reports are gathered, protected and handed to formats."""

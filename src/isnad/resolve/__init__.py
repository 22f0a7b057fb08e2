"""From the records of many reports to one model: who is one with whom, and what is one happening."""

"""What the build brings of others' work: scripts of the pages, the base map, common passwords. None is committed."""

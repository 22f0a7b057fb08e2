"""From a document to its record: names, times, speech, events and relations; `reader` puts them in order."""

"""Taking over a tracker of agreements: its columns, its lines, the files that go with them. Nothing here writes."""

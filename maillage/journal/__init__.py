"""What was done, by whom and when: append-only, without names or values, told in French when it is shown."""

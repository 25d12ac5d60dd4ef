"""What may be done with agreements, a verb a function: ``by=`` who, ``at=`` when, whole or not at all, journalled."""

"""The verbs of the room: each takes ``by=`` and ``at=``, is atomic, and leaves a trace in the journal."""

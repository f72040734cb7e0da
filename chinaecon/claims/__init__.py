"""What a text says of the data: documents, cues, bindings and verdicts."""

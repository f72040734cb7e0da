"""What texts claim: documents read, figures bound to facts, verdicts."""

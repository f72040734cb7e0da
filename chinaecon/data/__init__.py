"""The curated data: where they lie, what they mean, and how prints become frames."""

"""Which prints cannot all be true, and what they imply that nobody printed."""

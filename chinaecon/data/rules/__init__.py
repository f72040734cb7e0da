"""The rules that the data must keep; each is a generator of problems, and none stops at the first."""

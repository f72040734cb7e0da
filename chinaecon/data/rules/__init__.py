"""The rules that the data must keep: generators of problems, none of which stops at the first."""

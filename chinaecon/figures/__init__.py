"""Printed figures: what a token such as ``419.1万个`` says, and how exactly."""

"""`make faults`: what the post withstands."""

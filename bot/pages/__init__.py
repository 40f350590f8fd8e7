"""What each answer looks like: pure functions from what the services know to a page of text and buttons."""

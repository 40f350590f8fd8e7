"""What opens each intent's page: a matter in, a page out. None of them does anything that a tap must confirm."""

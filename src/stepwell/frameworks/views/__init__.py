"""Pages about frameworks: reading them, searching them, and looking after them."""

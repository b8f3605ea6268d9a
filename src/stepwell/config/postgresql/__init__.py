"""Django's PostgreSQL engine, whose errors hold no content: `base.py`, where Django looks for it."""

"""Writes about journals. The words are the person's; the audit trail says that there was an act, never what it said."""

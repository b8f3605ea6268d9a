"""What the pages ask. Forms validate and save nothing."""

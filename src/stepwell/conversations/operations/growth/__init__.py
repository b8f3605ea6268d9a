"""Writes of a conversation about growth: getting ready to facilitate, adjustments, the position, the plan in the making."""

"""What the pages ask. Forms validate and save nothing."""

from .choosing import FocusForm, ShareForm, StartForm
from .placing import PlacementForm

__all__ = ["FocusForm", "PlacementForm", "ShareForm", "StartForm"]

"""What the pages ask. Forms validate and save nothing."""

from stepwell.sharing.forms import ShareForm

from .choosing import FocusForm, StartForm
from .placing import PlacementForm

__all__ = ["FocusForm", "PlacementForm", "ShareForm", "StartForm"]

"""One year of one person's growth, from a first look at oneself to the next step; and conversations of others.

The operations themselves write it, each at its day in the past, so that every page of it is as it would have become.
"""

from .others import tell_of_others
from .year import tell_year

__all__ = ["tell_of_others", "tell_year"]

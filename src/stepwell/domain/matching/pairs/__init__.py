"""Every permitted pair with its score: as a table where most pairs are permitted, as a list where few are."""

from .choosing import Found, joined
from .dense import Dense
from .listed import Listed
from .making import MOST_KEPT, Pairs, pairs_of

__all__ = ["MOST_KEPT", "Dense", "Found", "Listed", "Pairs", "joined", "pairs_of"]

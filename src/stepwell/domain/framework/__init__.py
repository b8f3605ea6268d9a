"""Frameworks as data: the shape of a pack, its faults, and what can be asked of it."""

from .changes import changes_between
from .checking import Fault, faults_between, read_pack
from .language import chosen_language
from .pack import Pack
from .parts import Dimension, Grade, Initiative, Level
from .questions import filled
from .reading import KINDS, NOTICE_TITLES, Reading, readings
from .schema import pack_schema

__all__ = [
    "KINDS",
    "NOTICE_TITLES",
    "Dimension",
    "Fault",
    "Grade",
    "Initiative",
    "Level",
    "Pack",
    "Reading",
    "changes_between",
    "chosen_language",
    "faults_between",
    "filled",
    "pack_schema",
    "read_pack",
    "readings",
]

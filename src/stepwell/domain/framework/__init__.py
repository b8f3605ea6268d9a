"""Frameworks as data: the shape of a pack, its faults, and what can be asked of it."""

from .checking import Fault, faults_between, read_pack
from .pack import Pack
from .parts import Dimension, Grade, Initiative, Level

__all__ = ["Dimension", "Fault", "Grade", "Initiative", "Level", "Pack", "faults_between", "read_pack"]

"""What pages and the command line show of a pack."""

from .as_json import pack_json, pack_line

__all__ = ["pack_json", "pack_line"]

"""Disclosure control: what a report may show so that no rater can be singled out, with a proof that can be re-run.

`docs/methods/disclosure.md` explains it. `disclose` makes a release, `audit_releases` checks releases without the answers;
`divide` and `classes` tell before anybody is invited what a report will be able to show.
"""

from .audit import audit_releases
from .blocks import divide
from .contracts import Fault, InvalidInput, Policy
from .partition import classes
from .release import disclose

__all__ = ["Fault", "InvalidInput", "Policy", "audit_releases", "classes", "disclose", "divide"]

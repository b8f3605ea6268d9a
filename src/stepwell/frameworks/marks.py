"""What a reader's own marks on a framework's picture are: where they placed themselves, and what is expected of them.

Frameworks know nobody's answers; what stands above them does. So the setting FRAMEWORK_MARKS names the function that
finds the marks, and without one there are none. They are the reader's own and shown to nobody else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.utils.module_loading import import_string

from stepwell.frameworks.queries import StoredPack
from stepwell.people.models import Appointment, Person


@dataclass(frozen=True)
class Marks:
    """By dimension id: the level placed at, the level expected, the level at which some are expected; and the words
    of a placement that is on no level. `url` and `completed_at` are those of the self-assessment."""

    placed: Mapping[str, str] = field(default_factory=dict)
    expected: Mapping[str, str] = field(default_factory=dict)
    partly: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    completed_at: datetime | None = None

    def on(self, dimension_id: str, level_id: str) -> list[str]:
        """Which marks stand on one level of one dimension."""
        kinds = {"placed": self.placed, "expected": self.expected, "partly": self.partly}
        return [kind for kind, levels in kinds.items() if levels.get(dimension_id) == level_id]


NONE = Marks()


def marks_for(person: Person, appointment: Appointment | None, stored: StoredPack, today: date) -> Marks:
    if not settings.FRAMEWORK_MARKS:
        return NONE
    found: Marks = import_string(settings.FRAMEWORK_MARKS)(person, appointment, stored, today)
    return found

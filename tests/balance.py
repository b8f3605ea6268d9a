"""Which file runs when, and where: both processes of a run have work until its end.

The scheduler's own rule begins with the files of most tests. Ours with few take longest: a journey would begin when all
else is done, and one processor would watch. So what takes long begins first, and the many small files fill up the end.
"""

from xdist.scheduler import LoadScopeScheduling

# The browser and the served site are started once, so what uses them stays together.
BROWSER = ("tests/journeys/", "tests/ui/test_in_a_browser.py")
# From the longest down, but what needs no demonstration stands before what does: the first process is making it.
FIRST = (
    *BROWSER,
    "tests/domain/attacker/test_rounds",
    "tests/domain/test_disclosure_properties",
    "tests/feedback/test_killed",
    "tests/access/test_never_500",
    "tests/mentoring/test_runs",
    "tests/mentoring/test_matching_pages",
    "tests/config/test_demonstration_anew",
    "tests/config/test_demonstration",
    "tests/config/test_backup",
    "tests/feedback/test_hostile_hands",
    "tests/frameworks/test_owning",
    "tests/frameworks/test_commands",
    "tests/access/",
    "tests/feedback/",
    "tests/mentoring/",
    "tests/conversations/",
)


class HeaviestFirst(LoadScopeScheduling):
    """Files stay whole, as with `--dist loadfile`."""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER[0] if nodeid.startswith(BROWSER) else nodeid.partition("::")[0]


def turn(nodeid: str) -> int:
    """Where a test stands in the order of the run; those of no list keep theirs, after all that are."""
    return next((place for place, start in enumerate(FIRST) if nodeid.startswith(start)), len(FIRST))

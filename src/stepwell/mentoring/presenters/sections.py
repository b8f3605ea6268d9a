"""The sections of an application and of a mentor's profile, as their owner sees them."""

from dataclasses import dataclass

from stepwell.domain.mentoring import BUDGET


@dataclass(frozen=True)
class Section:
    """A section: what it is called, which parts of the row say that something is there, and who reads what is in it."""

    key: str
    title: str
    names: tuple[str, ...]
    lead: str
    who: str


SEEN_IF_SHOWN = "Only you, and a mentor you are paired with if you show it"
FOR_MATCHING = "Only you. The match uses it; nobody reads it"
REQUEST_SECTIONS = {
    "about": Section(
        "about",
        "About you",
        ("seniority", "background", "hopes"),
        "In your own words, as short as you like.",
        SEEN_IF_SHOWN,
    ),
    "preferences": Section(
        "preferences",
        "What matters to you in a mentor",
        ("preferences",),
        f"Choose what you would like. If some of it matters more, give points: everybody has {BUDGET}, so asking for more "
        "gains nothing.",
        FOR_MATCHING,
    ),
    "people": Section(
        "people",
        "People to keep apart from",
        ("avoid",),
        "Whoever you name is never told, and neither are coordinators. Managers above and below you, and people you were "
        "matched with before, are kept apart from you anyway.",
        "Nobody but you, ever",
    ),
    "shows": Section("shows", "What a mentor may see", ("shows",), "You can change this at any time.", "Only you"),
}
PROFILE_SECTIONS = {
    "about": Section(
        "about",
        "About you",
        ("seniority", "about", "experience"),
        "In your own words. You do not assess yourself to be a mentor.",
        "You, and people you are paired with",
    ),
    "practical": Section(
        "practical",
        "When, where and how many",
        ("times", "languages", "places", "identity"),
        "What you say here holds for every programme you join.",
        "You. People you are paired with see when and where you can meet",
    ),
    "people": Section(
        "people",
        "People to keep apart from",
        ("avoid",),
        "Whoever you name is never told, and neither are coordinators. Managers above and below you are kept apart from you "
        "anyway.",
        "Nobody but you, ever",
    ),
}

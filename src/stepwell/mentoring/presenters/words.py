"""The words for what is stored as keys: wherever one of them is shown, it is shown like this."""

from stepwell.domain.mentoring import SENIORITY

LANGUAGES = {
    "en": "English",
    "cy": "Welsh",
    "bfi": "British Sign Language",
    "ar": "Arabic",
    "bn": "Bengali",
    "fr": "French",
    "pa": "Panjabi",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "so": "Somali",
    "es": "Spanish",
    "ur": "Urdu",
}
TIMES = {
    "early": "Before nine",
    "morning": "Mornings",
    "lunch": "Lunchtime",
    "afternoon": "Afternoons",
    "evening": "Evenings, after a late shift too",
    "weekend": "Weekends",
}
PREFERENCES = {
    "organisation": "Their organisation",
    "profession": "Their profession",
    "seniority": "How much further on they are",
    "place": "Where we can meet",
    "remote": "Online or in person",
    "language": "The language we talk in",
    "times": "When we can meet",
    "identity": "Something that we share",
}
WANTS = {
    "organisation": {"other": "Another organisation than mine", "same": "My own organisation"},
    "profession": {"other": "Another profession than mine", "same": "My own profession"},
    "seniority": {
        "0": "About where I am",
        "1": "One step further",
        "2": "Two steps further",
        "3": "Three steps or more",
    },
    "remote": {"yes": "We can meet online", "no": "We meet in person"},
}
SHOWS = {
    "needs": "What I want to work on (only what I marked “yes” or “maybe”, never where I placed myself)",
    "background": "My background, as I wrote it",
    "hopes": "What I hope for, as I wrote it",
    "job": "My job title and unit",
}


def seniority_words(step: int | None) -> str:
    return SENIORITY[step - 1] if step and 1 <= step <= len(SENIORITY) else ""


def count(number: int, one: str, many: str = "") -> str:
    """
    >>> count(1, "mentor"), count(2, "person", "people")
    ('1 mentor', '2 people')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: list[str], last: str = "and") -> str:
    """
    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""

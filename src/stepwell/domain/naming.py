"""What to call somebody in a sentence."""

from itertools import dropwhile

# As they stand before names on staff lists here; compared without full stops and in small letters.
TITLES = frozenset(
    {
        "baroness", "brother", "canon", "captain", "cllr", "councillor", "dame", "doctor", "dr", "emeritus", "father",
        "imam", "lady", "lord", "madam", "miss", "mr", "mrs", "ms", "mx", "prof", "professor", "rabbi", "rev", "revd",
        "reverend", "sir", "sister", "the",
    }
)  # fmt: skip


def called_by(full_name: str) -> str:
    """The first name in a full name, without titles; a title with one name after it stays whole.

    >>> called_by("Amina Okafor"), called_by("Professor Dr Amina Okafor"), called_by("Dr Okafor"), called_by("Dame")
    ('Amina', 'Amina', 'Dr Okafor', 'Dame')
    """
    words = full_name.split()
    names = list(dropwhile(is_title, words))
    if len(names) == len(words):
        return words[0] if words else full_name
    return names[0] if len(names) > 1 else full_name


def is_title(word: str) -> bool:
    return word.rstrip(".").lower() in TITLES

"""Small words that several pages of feedback say."""


def count(number: int, one: str, many: str = "") -> str:
    """
    >>> count(1, "person", "people"), count(2, "round"), count(0, "month")
    ('1 person', '2 rounds', '0 months')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"

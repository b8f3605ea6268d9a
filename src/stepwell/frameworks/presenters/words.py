"""Numbers and kinds in words."""

from stepwell.domain.framework import Pack

KINDS = {
    "levelled": "Behaviours at levels",
    "unlevelled": "Values or qualities, without levels",
    "bipolar": "Pairs of opposite statements",
    "grades": "Grade profiles",
    "conversations": "Questions and guidance for conversations",
    "growth": "Directions of growth",
    "crosswalk": "Links between frameworks",
}
AUDIENCES = {
    "everyone": "everyone",
    "managers": "managers",
    "aspiring_managers": "people who want to become managers",
    "senior_leaders": "senior leaders",
}
NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def count(number: int, one: str, many: str = "") -> str:
    """
    >>> count(3, "behaviour"), count(1, "quality", "qualities"), count(30, "behaviour")
    ('three behaviours', 'one quality', '30 behaviours')
    """
    how_many = NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"
    return f"{how_many} {one if number == 1 else many or one + 's'}"


def listed(parts: list[str], last: str = "and") -> str:
    """
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return f" {last} ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def audience(pack: Pack) -> str:
    """Nothing for a framework that is for everyone anyway."""
    return "" if "everyone" in pack.audience else "For " + listed([AUDIENCES[name] for name in pack.audience])


def holdings(pack: Pack) -> str:
    """What a framework holds, in one line: "nine dimensions at four levels, 114 behaviours"."""
    levels = sum(not level.below_scale for level in pack.levels)
    behaviours = sum(len(level.indicators) for d in pack.dimensions for level in d.levels)
    statements = sum(len(dimension.statements) for dimension in pack.dimensions)
    prompts = sum(len(section.prompts) for bank in pack.question_banks for section in bank.sections)
    label = pack.dimension_label
    found = [
        (len(pack.dimensions), label.one, label.many),
        (levels, pack.level_label.one, pack.level_label.many),
        (behaviours + statements, "behaviour", ""),
        (sum(d.bipolar is not None for d in pack.dimensions), "pair of statements", "pairs of statements"),
        (len(pack.grades), "grade", ""),
        (prompts, "question", ""),
        (len(pack.cards), "what-if card", ""),
        (len(pack.roles), "supporter role", ""),
        (len(pack.initiatives), "initiative", ""),
        (len(pack.links), "link", ""),
    ]
    return sentence(listed([count(number, one, many) for number, one, many in found if number]))

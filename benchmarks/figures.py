"""One measured figure with the limit it is held against."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    what: str
    measured: float
    unit: str
    limit: float
    at_least: bool = False

    @property
    def holds(self) -> bool:
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit

    def limit_words(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.limit:g} {self.unit}"

    def line(self) -> str:
        return f"{'ok ' if self.holds else 'NO '} {self.what}: {self.measured:g} {self.unit} ({self.limit_words()})"

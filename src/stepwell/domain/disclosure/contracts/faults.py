"""Input is read whole or not at all: every fault, each with its path."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

Model = TypeVar("Model", bound=BaseModel)


class Exact(BaseModel):
    """A part of the contract: no other keys, no type guessed from another, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong, and where: `responses[3].ratings.listening`."""

    path: str
    reason: str

    def __str__(self) -> str:
        """One line, which can be printed whatever the input was."""
        line = " ".join(f"{self.path}: {self.reason}".split())
        return line.encode("utf-8", "replace").decode()


class InvalidInput(ValueError):
    """The input is not what the contract says. `faults` holds every fault found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(map(str, self.faults)))


PLAIN = {
    "extra_forbidden": "is not a key of this contract",
    "missing": "is missing",
    "string_too_short": "is empty",
    "string_type": "must be a text",
    "string_unicode": "holds a character that cannot be stored",
    "list_type": "must be a list",
    "dict_type": "must be a set of keys and values",
    "model_type": "must be a set of keys and values",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "finite_number": "must be a number",
    "bool_type": "must be true or false",
}


def storable(text: str) -> str:
    """Half of a surrogate pair is valid in JSON and in no encoding."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise PydanticCustomError("string_unicode", "not storable") from None
    return text


def read(model: type[Model], data: Any, at: str = "") -> Model:
    """`data` (plain lists and dicts) as a `model`.

    Raises:
        InvalidInput: with every fault of shape; `at` is put before each path.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise InvalidInput(faults_of_shape(error, at)) from None


def faults_of_shape(error: ValidationError, at: str = "") -> list[Fault]:
    return [Fault(path_of(one["loc"], at), plain_reason(one)) for one in error.errors()]


def path_of(location: Iterable[str | int], at: str = "") -> str:
    """
    >>> path_of(("responses", 3, "ratings", "listening"))
    'responses[3].ratings.listening'
    >>> path_of((), "[0]"), path_of(("blocks", 1), "[0]"), path_of(())
    ('[0]', '[0].blocks[1]', '(the whole input)')
    """
    path = at
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else str(step)
    return path or "(the whole input)"


def plain_reason(error: Any) -> str:
    """pydantic's message in the words of whoever wrote the input."""
    kind, context = error["type"], error.get("ctx", {})
    if kind in PLAIN:
        return PLAIN[kind]
    if kind == "literal_error":
        return f"must be {context['expected']}"
    if kind == "greater_than_equal":
        return f"must be at least {context['ge']}"
    if kind == "less_than_equal":
        return f"must be at most {context['le']}"
    if kind == "too_short":
        return f"must hold at least {context['min_length']}"
    if kind == "too_long":
        return f"must hold at most {context['max_length']}"
    if kind == "string_pattern_mismatch":
        return "may not hold a plus sign: it joins the names of merged groups"
    return error["msg"][0].lower() + error["msg"][1:]

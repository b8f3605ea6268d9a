"""What two people may enter in feedback. Points stand one to a box, and there is always an empty box for the next."""

from typing import Any

from django import forms

from stepwell.ui.forms import LongTextField

from ..operations.cedar import MOST_LEARNING, MOST_POINT, MOST_STRENGTHS, MOST_TEXT, TOO_MANY, Seen
from ..queries.cedar import JOB_PROFILE
from .growth import Revised

FIRST_BOXES = 2


class ReflectionForm(Revised):
    reflection = LongTextField(label="How do you see it?", required=False, max_length=MOST_TEXT, rows=8)


class SettingForm(Revised):
    """Which situation, and by which standard: a part of any framework, the job profile, or words (R50)."""

    context = LongTextField(
        label="What is it about?",
        help_text="One situation that you both remember: when, where, who was there.",
        max_length=MOST_TEXT,
        rows=4,
        error_messages={"required": "Say which situation it is about"},
    )
    part = forms.ChoiceField(
        label="Which standard do you go by?",
        help_text="A part of a framework. It makes plain that this is no matter of taste.",
        required=False,
    )
    standard = forms.CharField(
        label="Or in your own words",
        help_text="Such as “what we agreed as a team about handover”.",
        required=False,
        max_length=MOST_POINT,
    )

    def __init__(self, parts: list[tuple[str, list[tuple[str, str]]]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = (kwargs.get("initial") or {}).get("part")
        known = {key for _, group in parts for key, _ in group} | {JOB_PROFILE}
        more = [(kept, (kwargs.get("initial") or {}).get("part_name", ""))] if kept and kept not in known else []
        self.offer(
            "part",
            [
                ("", "None of these"),
                *more,
                (JOB_PROFILE, "The job profile"),
                *parts,
            ],
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("part") and not data.get("standard") and not {"part", "standard"} & set(self.errors):
            self.add_error("part", "Choose the standard you go by, or say it in your own words below")
        return data


class Points(Revised):
    """A form with a list of short texts: `name0`, `name1` …, and an empty one at the end."""

    def add_points(self, name: str, label: str, stored: list[str], most: int) -> list[str]:
        given = [key for key in self.data if key.startswith(name) and key[len(name) :].isascii()]
        numbers = [int(key[len(name) :]) for key in given if key[len(name) :].isdigit() and len(key) < len(name) + 4]
        boxes = max(len(stored) + 1, FIRST_BOXES, *(number + 1 for number in numbers), 0)
        names = []
        for number in range(min(boxes, most)):
            key = f"{name}{number}"
            names.append(key)
            self.fields[key] = forms.CharField(
                label=f"{label} {number + 1}",
                required=False,
                max_length=MOST_POINT,
                initial=stored[number] if number < len(stored) else "",
                widget=forms.Textarea({"rows": 2}),
            )
        return names


class SeenForm(Points):
    """What the other saw: strengths as many as there are, one example, at most three things to learn."""

    example = LongTextField(
        label="An example",
        help_text="What you saw or heard yourself, and what came of it.",
        required=False,
        max_length=MOST_TEXT,
        rows=5,
    )
    checked_assumptions = forms.BooleanField(
        label="I have no example. I have asked myself what is behind this, and what I take for granted.",
        required=False,
    )

    def __init__(self, content: dict[str, Any], revision: int, data: Any = None) -> None:
        initial = {
            "example": content.get("example", ""),
            "checked_assumptions": content.get("checked_assumptions", False),
            "revision": revision,
        }
        super().__init__(data, initial=initial)
        self.strength_names = self.add_points(
            "strength", "What went well", content.get("strengths", []), MOST_STRENGTHS
        )
        self.learning_names = self.add_points("learning", "Something to learn", content.get("learning", []), 10)

    @property
    def strengths(self) -> list[Any]:
        return [self[name] for name in self.strength_names]

    @property
    def learning(self) -> list[Any]:
        return [self[name] for name in self.learning_names]

    def texts(self, names: list[str]) -> list[str]:
        return [text for name in names if (text := self.cleaned_data.get(name, "").strip())]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        filled = [name for name in self.learning_names if data.get(name, "").strip()]
        for name in filled[MOST_LEARNING:]:
            self.add_error(name, TOO_MANY)
        return data

    @property
    def too_many(self) -> str:
        """The box that is one too many, which may be parked."""
        filled = [name for name in self.learning_names if str(self.data.get(name, "")).strip()]
        return filled[MOST_LEARNING] if len(filled) > MOST_LEARNING else ""

    def seen(self) -> Seen:
        return Seen(
            strengths=self.texts(self.strength_names),
            example=self.cleaned_data.get("example", ""),
            learning=self.texts(self.learning_names),
            checked_assumptions=self.cleaned_data.get("checked_assumptions", False),
        )


class DiscussionForm(Revised):
    base = forms.CharField(required=False, strip=False, widget=forms.HiddenInput({"autocomplete": "off"}))
    discussion = LongTextField(
        label="What happened, and why?",
        help_text="From both sides. You both write here.",
        required=False,
        max_length=MOST_TEXT,
        rows=10,
    )

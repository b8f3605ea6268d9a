"""One section of an application or of a mentor's profile: what is asked, and what can be saved of what came back.

`revision` says which save the page was made from and `seen` what stood there, so that the view can tell a page on which
nobody changed anything from one that was overtaken by another device.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stepwell.domain.mentoring import BUDGET, SENIORITY, faults_of_points
from stepwell.ui.forms import Checkboxes, Form, LongTextField, Radios

from ..presenters.words import LANGUAGES, PREFERENCES, SHOWS, TIMES, WANTS

NEVER_REMEMBERED = {"autocomplete": "off"}  # a reload must not bring back an old number
POINTS, WANT = "points_", "want_"
MOST_AVOIDED = 20


def digest_of(parts: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def seniority_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label="Where are you in your working life?",
        help_text="Grades differ between organisations, so you say it yourself. It is used for matching alone.",
        choices=[(str(step), words) for step, words in enumerate(SENIORITY, 1)],
        coerce=int,
        empty_value=None,
        required=False,
        widget=Radios,
    )


class SectionForm(Form):
    """`names`: the parts of the row that the section holds. `stored` gives them, as the form's own initial values."""

    names: tuple[str, ...] = ()

    def __init__(self, row: Any, data: Any = None, **context: Any):
        self.row, self.context = row, context
        self.base_fields = self.made_fields() | {  # type: ignore[misc]  # before Django copies them
            "revision": forms.IntegerField(
                min_value=0, max_value=2_000_000_000, required=False, widget=forms.HiddenInput(NEVER_REMEMBERED)
            ),
            "seen": forms.CharField(max_length=64, required=False, widget=forms.HiddenInput(NEVER_REMEMBERED)),
        }
        kept = {"revision": row.revision, "seen": digest_of(self.stored_parts())}
        super().__init__(data, initial={**self.initial_of(row), **kept})

    def made_fields(self) -> dict[str, forms.Field]:
        raise NotImplementedError

    def initial_of(self, row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in self.names}

    def stored_parts(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in self.names}

    def parts(self) -> dict[str, Any]:
        """What can be saved: every part that is as it should be; what is wrong keeps what was stored."""
        return {name: self.cleaned_data[name] for name in self.names if name in self.cleaned_data}

    @property
    def revision_given(self) -> int:
        return self.cleaned_data.get("revision") or 0

    def was_made_from(self, row: Any) -> bool:
        """Whether the section stands now as it did when the page was made."""
        return bool(self.cleaned_data.get("seen") == digest_of({name: getattr(row, name) for name in self.names}))

    def catch_up_with(self, row: Any) -> None:
        """Show the form again with the numbers of what is stored now."""
        self.row = row
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["revision"], data["seen"] = str(row.revision), digest_of(self.stored_parts())
        self.data = data


class AboutForm(SectionForm):
    names = ("seniority", "background", "hopes")

    def made_fields(self) -> dict[str, forms.Field]:
        return {
            "seniority": seniority_field(),
            "background": LongTextField(
                label="Your background",
                help_text="What you do, and what brought you there. A few lines are enough.",
                required=False,
                max_length=3000,
            ),
            "hopes": LongTextField(
                label="What you hope for",
                help_text="What would be different in a year if the mentoring worked?",
                required=False,
                max_length=3000,
            ),
        }


class PreferencesForm(SectionForm):
    """Wishes and the points that divide one budget; without points, everything wished for counts the same."""

    names = ("preferences",)

    def made_fields(self) -> dict[str, forms.Field]:
        made: dict[str, forms.Field] = {}
        for key in self.keys():
            made[f"{WANT}{key}"] = self.wish_field(key)
            made[f"{POINTS}{key}"] = forms.IntegerField(
                label=f"Points for “{PREFERENCES[key]}”",
                required=False,
                min_value=0,
                max_value=BUDGET,
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
            )
        return made

    def keys(self) -> list[str]:
        programme = self.context["programme"]
        left_out = set() if programme.places else {"place"}
        left_out |= set() if programme.identities else {"identity"}
        return [key for key in PREFERENCES if key not in left_out]

    def wish_field(self, key: str) -> forms.Field:
        programme = self.context["programme"]
        if key in ("times", "identity"):
            several = list(TIMES.items()) if key == "times" else [(text, text) for text in programme.identities]
            hint = "Only if you want it to count. A mentor counts who chose to say the same. Nobody is shown it."
            return forms.MultipleChoiceField(
                label=PREFERENCES[key],
                help_text=hint if key == "identity" else "Choose all that work for you.",
                choices=several,
                required=False,
                widget=Checkboxes(small=True),
            )
        one = {"place": {place: place for place in programme.places}, "language": LANGUAGES}.get(key) or WANTS[key]
        return forms.ChoiceField(
            label=PREFERENCES[key],
            choices=[("", "It does not matter"), *one.items()],
            required=False,
            widget=forms.Select,
        )

    def rows(self) -> list[dict[str, Any]]:
        return [{"want": self[f"{WANT}{key}"], "points": self[f"{POINTS}{key}"], "key": key} for key in self.keys()]

    def initial_of(self, row: Any) -> dict[str, Any]:
        kept = row.preferences or {}
        wants, points = kept.get("wants", {}), kept.get("points", {})
        return {f"{WANT}{key}": value for key, value in wants.items()} | {
            f"{POINTS}{key}": value for key, value in points.items()
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for key in self.keys():
            if cleaned.get(f"{POINTS}{key}") and not cleaned.get(f"{WANT}{key}"):
                self.add_error(
                    f"{WANT}{key}", f"Choose what you would like for “{PREFERENCES[key]}”, or take its points away"
                )
        given = {key: cleaned[f"{POINTS}{key}"] for key in self.keys() if cleaned.get(f"{POINTS}{key}")}
        for fault in faults_of_points(given):
            first = next(iter(given))
            self.add_error(f"{POINTS}{fault.field if fault.field in given else first}", fault.sentence)
        return cleaned

    def parts(self) -> dict[str, Any]:
        """One part, so that a wrong number keeps all of it as it was: half a budget would count for something else."""
        if self.errors:
            return {}
        said = self.cleaned_data
        wants = {key: said[f"{WANT}{key}"] for key in self.keys() if said.get(f"{WANT}{key}")}
        points = {key: said[f"{POINTS}{key}"] for key in self.keys() if said.get(f"{POINTS}{key}")}
        return {"preferences": {"wants": wants, "points": points} if wants else None}


class ShowsForm(SectionForm):
    names = ("shows",)

    def made_fields(self) -> dict[str, forms.Field]:
        return {
            "shows": forms.MultipleChoiceField(
                label="What may a mentor see before they answer?",
                help_text="Your name is always shown to somebody you are paired with. Everything else is your choice.",
                choices=list(SHOWS.items()),
                required=False,
                widget=Checkboxes,
            )
        }

    def parts(self) -> dict[str, Any]:
        return {"shows": self.cleaned_data["shows"]} if "shows" in self.cleaned_data else {}


class MentorAboutForm(SectionForm):
    names = ("seniority", "about", "experience")

    def made_fields(self) -> dict[str, forms.Field]:
        return {
            "seniority": seniority_field(),
            "about": LongTextField(
                label="About you",
                help_text="Who you are and how you like to work with somebody. People you are paired with read it.",
                required=False,
                max_length=3000,
            ),
            "experience": LongTextField(
                label="Your experience",
                help_text="What you have done that somebody could learn from, failures included.",
                required=False,
                max_length=3000,
            ),
        }


class PracticalForm(SectionForm):
    names = ("capacity", "times", "languages", "places", "is_remote", "identity")

    def made_fields(self) -> dict[str, forms.Field]:
        made: dict[str, forms.Field] = {
            "capacity": forms.IntegerField(
                label="How many people can you take at one time?",
                help_text="Over all programmes. About an hour and a half a month for each is usual.",
                min_value=0,
                max_value=20,
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
            ),
            "times": several("When can you meet?", list(TIMES.items())),
            "languages": several("In which languages?", list(LANGUAGES.items())),
            "is_remote": forms.BooleanField(label="I can meet online", required=False),
        }
        if places := self.context.get("places"):
            made["places"] = several("Where can you meet?", [(place, place) for place in places])
        if identities := self.context.get("identities"):
            made["identity"] = several(
                "Would you like to say something of yourself?",
                [(text, text) for text in identities],
                "Only if you want it to count for somebody who wishes for it. Nobody is shown it, and nothing is guessed.",
            )
        return made

    def parts(self) -> dict[str, Any]:
        found = super().parts()
        if "identity" in found:
            found["identity"] = found["identity"] or None
        return found


def several(
    label: str, choices: list[tuple[str, str]], hint: str = "Choose all that apply."
) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, help_text=hint, choices=choices, required=False, widget=Checkboxes(small=True)
    )


class CodesForm(Form):
    """Each code of conduct that was not acknowledged yet, as a tick of its own."""

    def __init__(self, lines: Any, data: Any = None):
        self.lines = [line for line in lines if not line.is_read]
        self.base_fields = {  # type: ignore[misc]  # before Django copies them
            f"code_{line.code.pk}": forms.BooleanField(
                label=f"I have read “{line.code.title}” and keep to it",
                error_messages={"required": f"Read “{line.code.title}”, then tick that you keep to it"},
            )
            for line in self.lines
        }
        super().__init__(data)

    def read(self) -> list[Any]:
        return [line.code for line in self.lines]

    def rows(self) -> list[dict[str, Any]]:
        return [{"code": line.code, "tick": self[f"code_{line.code.pk}"]} for line in self.lines]


class AvoidForm(SectionForm):
    """Names as their owner writes them. Nothing is looked up, so that nobody learns here who works where."""

    names = ("avoid",)

    def made_fields(self) -> dict[str, forms.Field]:
        return {
            "avoid": LongTextField(
                label="People you do not want to be matched with",
                help_text="One a line: the full name, or the work e-mail address. Leave it empty if there is nobody.",
                required=False,
                max_length=2500,
                rows=4,
            )
        }

    def initial_of(self, row: Any) -> dict[str, Any]:
        return {"avoid": "\n".join(row.avoid or [])}

    def clean_avoid(self) -> list[str] | None:
        lines = list(dict.fromkeys(" ".join(line.split()) for line in self.cleaned_data["avoid"].split("\n")))
        named = [line[:200] for line in lines if line]
        if len(named) > MOST_AVOIDED:
            raise ValidationError(
                f"Name {MOST_AVOIDED} people at most. Your line manager is kept apart from you anyway"
            )
        return named or None


REQUEST_FORMS: dict[str, type[SectionForm]] = {
    "about": AboutForm,
    "preferences": PreferencesForm,
    "people": AvoidForm,
    "shows": ShowsForm,
}
PROFILE_FORMS: dict[str, type[SectionForm]] = {
    "about": MentorAboutForm,
    "practical": PracticalForm,
    "people": AvoidForm,
}

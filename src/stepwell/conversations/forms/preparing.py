"""Preparing: every answer may stay empty, and "not sure yet" is one (R07, R09)."""

from typing import Any

from django import forms

from stepwell.ui.forms import Checkboxes, Form, LongTextField

from ..models import Preparation
from ..operations.preparing import MOST_ANSWER
from ..presenters.preparing import GOALS
from ..queries.questions import Group


class PreparationForm(Form):
    """One box for each question. `revision` and `seen` are the page's, so that two devices cannot overwrite each other."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(
        self, groups: list[Group], asks_goals: bool, stored: Preparation | None, data: Any = None, **kwargs: Any
    ) -> None:
        answers: dict[str, Any] = dict(stored.answers or {}) if stored else {}
        revision = stored.revision if stored else 0
        super().__init__(data, initial={**answers, "revision": revision, "seen": str(revision)}, **kwargs)
        self.keys: list[str] = []
        for group in groups:
            for question in group.questions:
                self.add_question(f"q{len(self.keys)}", question.text, answers)
        if asks_goals:
            self.fields["goals"] = forms.MultipleChoiceField(
                label="Do you have a goal in mind?",
                choices=list(GOALS.items()),
                required=False,
                widget=Checkboxes,
                help_text="Short-term or long-term. To be unsure, or to have none, is fine.",
            )

    def add_question(self, name: str, text: str, answers: dict[str, Any]) -> None:
        """A kept answer is found by its question, so that a changed agenda moves no words to another question."""
        field = LongTextField(label=text, required=False, max_length=MOST_ANSWER, rows=3)
        field.widget.attrs.pop("maxlength")  # a count under every box would ask for more than a few words
        self.fields[name] = field
        self.initial[name] = answers.get(text, "")
        self.keys.append(name)

    def questions(self) -> list[Any]:
        return [self[name] for name in self.keys]

    def answers(self) -> dict[str, Any]:
        """By the question's own words, which is how they are read later."""
        data = self.cleaned_data
        found: dict[str, Any] = {str(self.fields[name].label): data[name] for name in self.keys if data.get(name)}
        if data.get("goals"):
            found["goals"] = sorted(data["goals"])
        return found

    @property
    def revision_given(self) -> int:
        """A revision that cannot be read is that of no page: what is stored wins."""
        return self.cleaned_data.get("revision") or 0

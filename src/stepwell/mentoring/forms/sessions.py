"""The mentee sets a day: the same fields as any conversation, with what they bring."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stepwell.conversations.forms.terms import PARTS, TermsForm
from stepwell.conversations.operations.proposing import Plan


class SessionForm(TermsForm):
    topic = forms.ChoiceField(label="What do you want to bring?", required=False)

    def __init__(self, now: datetime, topics: list[tuple[str, str]], data: Any = None):
        super().__init__(now, data, initial={"minutes": 60, "form": ""})
        del self.fields["frequency"], self.fields["setting"]
        self.fields["day"].help_text = "For example, 27 3 2027."
        self.offer("topic", [("", "I will say when we meet"), *topics])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name, said in (("day", "Enter the day"), ("time", "Enter the time")):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(said, params={"parts": PARTS}) if name == "day" else said)
        return data

    def plan(self) -> Plan:
        return Plan(**{name: self.cleaned_data[name] for name in ("starts_at", "minutes", "form", "place")})

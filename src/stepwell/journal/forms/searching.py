"""What somebody looks for in their journal."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stepwell.journal.queries.searching import LONGEST_QUESTION, Question
from stepwell.ui.forms import Form, GovDateField


class SearchForm(Form):
    """Sent in the body and never in an address: what somebody looks for is as private as what they wrote."""

    q = forms.CharField(label="Words", required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    about = forms.ChoiceField(label="About", required=False, widget=forms.Select)
    since = GovDateField(label="From", required=False)
    until = GovDateField(label="To", required=False)

    def __init__(self, tags: Sequence[tuple[str, str]], data: Any = None):
        super().__init__(data)
        self.offer("about", [("", "Anything"), *tags])
        self.has_tags = bool(tags)

    def clean_q(self) -> str:
        words = self.cleaned_data["q"]
        if len(words) > LONGEST_QUESTION:
            raise ValidationError(f"Look for fewer words: {LONGEST_QUESTION} characters at most")
        return words

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and since > until:
            raise ValidationError({"until": "“To” must be the same day as “From”, or a later one"})
        return given

    def question(self) -> Question:
        framework_id, _, dimension_id = self.cleaned_data["about"].partition("/")
        since: date | None = self.cleaned_data["since"]
        return Question(
            self.cleaned_data["q"],
            (int(framework_id), dimension_id) if dimension_id else None,
            since,
            self.cleaned_data["until"],
        )

    @property
    def narrowed(self) -> bool:
        """True if there is more than words, or something wrong with it: then it stands open."""
        return any(self[name].errors or self.data.get(name) for name in ("about",)) or any(
            self[name].errors or (self.is_bound and any(self[name].value() or ())) for name in ("since", "until")
        )

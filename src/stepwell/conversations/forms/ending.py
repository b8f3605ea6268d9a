"""Ending a conversation, and the day on which the two look again."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stepwell.ui.forms import Choice, Form, GovDateField, LongTextField, Radios

from ..operations.ending import LATEST_REVIEW, MOST_REASON

PARTS = ["day", "month", "year"]


def checked_day(day: dt.date, today: dt.date) -> dt.date:
    if day <= today:
        raise ValidationError("The day must be after today", params={"parts": PARTS})
    if day > today + LATEST_REVIEW:
        raise ValidationError("The day must be within three years", params={"parts": ["year"]})
    return day


class EndForm(Form):
    """`has_actions`: something was agreed, so nobody is asked whether there is nothing."""

    no_actions = forms.BooleanField(
        label="There is nothing to do for now", required=False, help_text="That is a result too."
    )
    review = forms.ChoiceField(
        label="When do you look again?",
        choices=[
            ("day", Choice("On a day", reveals="review_date")),
            ("none", Choice("Not at all, because …", reveals="no_review_reason")),
        ],
        widget=Radios,
        error_messages={"required": "Choose a day to look again, or say why there is none"},
    )
    review_date = GovDateField(label="Day", required=False, help_text="You are both reminded on it.")
    no_review_reason = LongTextField(label="Why not?", required=False, max_length=MOST_REASON, rows=2)

    def __init__(self, has_actions: bool, today: dt.date, suggested: dt.date, data: Any = None) -> None:
        super().__init__(data, initial={"review": "day", "review_date": suggested})
        self.has_actions, self.today = has_actions, today
        if has_actions:
            del self.fields["no_actions"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.has_actions and not data.get("no_actions"):
            self.add_error("no_actions", "Go back and add an action, or tick that there is nothing to do for now")
        if data.get("review") == "day":
            self.check_day(data)
        elif (
            data.get("review") == "none" and not data.get("no_review_reason") and "no_review_reason" not in self.errors
        ):
            self.add_error("no_review_reason", "Say in a few words why there is no day")
        return data

    def check_day(self, data: dict[str, Any]) -> None:
        if "review_date" in self.errors:
            return
        if not data.get("review_date"):
            self.add_error("review_date", ValidationError("Enter the day", params={"parts": PARTS}))
            return
        try:
            checked_day(data["review_date"], self.today)
        except ValidationError as error:
            self.add_error("review_date", error)

    def answers(self) -> dict[str, Any]:
        data, on_a_day = self.cleaned_data, self.cleaned_data["review"] == "day"
        return {
            "no_actions": data.get("no_actions", False),
            "review_date": data["review_date"] if on_a_day else None,
            "no_review_reason": "" if on_a_day else data["no_review_reason"],
        }


class ReviewForm(Form):
    review_date = GovDateField(label="Another day", error_messages={"required": "Enter the day"})

    def __init__(self, today: dt.date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_review_date(self) -> dt.date:
        return checked_day(self.cleaned_data["review_date"], self.today)


class OutcomeForm(Form):
    """Settling an action from the list, with a word on how it went."""

    outcome = LongTextField(label="How did it go?", required=False, max_length=1000, rows=2)

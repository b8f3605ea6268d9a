"""How two people talk: how often, when, where. All of it may be left open."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from stepwell.ui.forms import Choice, Form, GovDateField, LongTextField, Radios

from ..models import Conversation
from ..operations.proposing import LONGEST_AHEAD, Plan
from ..queries.conversations import local

TIMES = ["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p", "%H"]
PARTS = ["day", "month", "year"]


class TermsForm(Form):
    """`now` is the moment that the page was asked for: a meeting lies after it."""

    frequency = forms.ChoiceField(label="How often?", choices=Conversation.Frequency.choices, required=False)
    setting = forms.ChoiceField(
        label="In meetings of their own?", choices=Conversation.Setting.choices, widget=Radios(small=True)
    )
    day = GovDateField(
        label="Day", required=False, help_text="For example, 27 3 2027. Leave it empty to find a day later."
    )
    time = forms.TimeField(
        label="Time",
        required=False,
        input_formats=TIMES,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        help_text="For example, 10:30 or 2pm.",
        error_messages={"invalid": "Write the time like 10:30 or 2pm"},
    )
    minutes = forms.IntegerField(
        label="How long?",
        min_value=10,
        max_value=480,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )
    form = forms.ChoiceField(
        label="How do you meet?",
        required=False,
        choices=[*Conversation.Form.choices, ("", Choice("Not settled yet", divider="or"))],
        widget=Radios(small=True),
    )
    place = forms.CharField(
        label="Where?",
        required=False,
        max_length=200,
        help_text="Somewhere private, where nothing interrupts you. A room, a meeting point, a link.",
    )

    def __init__(self, now: dt.datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, at = data.get("day"), data.get("time")
        if at and not day and "day" not in self.errors:
            self.add_error("day", ValidationError("Enter the day that goes with the time", params={"parts": PARTS}))
        if day and not at and "time" not in self.errors:
            self.add_error("time", "Enter the time that goes with the day")
        data["starts_at"] = self.moment(day, at) if day and at else None
        return data

    def moment(self, day: dt.date, at: dt.time) -> dt.datetime:
        """On the clock where the installation is. Refused in the past, and years ahead."""
        found = timezone.make_aware(dt.datetime.combine(day, at))
        if found <= self.now:
            self.add_error("day", ValidationError("The meeting must be in the future", params={"parts": PARTS}))
        elif found > self.now + LONGEST_AHEAD:
            self.add_error("day", ValidationError("The meeting must be within three years", params={"parts": ["year"]}))
        return found

    def plan(self) -> Plan:
        names = ("frequency", "setting", "starts_at", "minutes", "form", "place")
        return Plan(**{name: self.cleaned_data[name] for name in names})


def terms_of(conversation: Conversation) -> dict[str, Any]:
    """What the form shows of a conversation as it is."""
    begins = local(conversation.starts_at) if conversation.starts_at else None
    return {
        "frequency": conversation.frequency,
        "setting": conversation.setting,
        "day": begins.date() if begins else None,
        "time": f"{begins:%H:%M}" if begins else "",
        "minutes": conversation.minutes,
        "form": conversation.form,
        "place": conversation.place,
    }


class ProposalForm(TermsForm):
    partner = forms.ChoiceField(
        label="With whom?", widget=Radios, error_messages={"required": "Choose with whom you want to talk"}
    )
    about = forms.ChoiceField(
        label="Whose conversation is it?",
        choices=[
            ("mine", Choice("Mine", hint="It is about me, and I lead it.")),
            ("theirs", Choice("Theirs", hint="It is about them, and they lead it. I listen and support.")),
        ],
        widget=Radios,
        error_messages={"required": "Choose whose conversation it is"},
    )
    other_role = forms.ChoiceField(label="Who supports does so as …", widget=Radios(small=True))
    message = LongTextField(
        label="A few words to them",
        required=False,
        max_length=2000,
        rows=3,
        help_text="Say that it goes both ways, and what made you think of it. Only the two of you read this.",
    )

    def __init__(self, now: dt.datetime, people: list, roles: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(now, *args, **kwargs)
        self.people = {str(person.pk): person for person, _ in people}
        labels = dict(Conversation.OtherRole.choices)
        self.offer("partner", [(str(person.pk), Choice(person.full_name, hint=hint)) for person, hint in people])
        self.offer("other_role", [(role, labels[role]) for role in roles])
        if len(roles) == 1:
            self.fields["other_role"].widget = forms.HiddenInput()

    def clean_partner(self) -> Any:
        return self.people[self.cleaned_data["partner"]]

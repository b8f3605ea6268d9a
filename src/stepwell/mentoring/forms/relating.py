"""What the two in a relationship enter: the agreement, a pause, the answer to a question."""

from datetime import date
from typing import Any

from django import forms

from stepwell.ui.forms import Form, GovDateField, LongTextField, Radios

from ..models import CheckIn, MentoringAgreement
from ..operations.check_ins import FITS, HOW, QUIET, WITH_HELP
from ..queries.asking import AFTER as AT_THE_END

FIT_WORDS = {
    "good": "It is a good fit",
    "deciding": "I am still deciding",
    "not_good": "It is not a good fit: end it and match the mentee anew, without fault",
}
HOW_WORDS = {"very_well": "Very well", "well": "Well", "mixed": "Mixed", "badly": "Not well"}
GROWN_WORDS = {"much": "A lot", "some": "Somewhat", "little": "A little", "not": "Not really"}
QUIET_WORDS = {
    "fine": "All is well: we have reasons",
    "busy": "We mean to meet and have not found the time",
    "help": "I would like my coordinator to get in touch: they learn that I ask, and nothing else",
    "end": "I would like to end it, without a reason",
}
ASKED = {
    "fit": "Is it a good fit?",
    "quality": "How is the mentoring going?",
    "midpoint": "Half-way: how is it going?",
    "quiet": "You have not met for a while. How is it?",
    "end": "How was the mentoring?",
    "later": "Half a year later: how well did the mentoring serve you?",
}


class AgreementForm(Form):
    purpose = LongTextField(
        label="What is the mentoring for?", help_text="The mentee’s words come first.", max_length=2000, rows=4
    )
    how_often = forms.CharField(label="How often do you meet?", max_length=300, required=False)
    how_long = forms.CharField(label="For how long each time?", max_length=300, required=False)
    notes = LongTextField(label="Who keeps notes, and what happens with them?", max_length=1000, rows=3, required=False)

    def __init__(self, latest: MentoringAgreement | None, data: Any = None):
        names = ("purpose", "how_often", "how_long", "notes")
        standard = {
            "how_often": "About once a month",
            "how_long": "An hour",
            "notes": "The mentee keeps our record. What either of us notes alone stays with that person.",
        }
        initial = {name: getattr(latest, name) for name in names} if latest else standard
        super().__init__(data, initial=initial)


class UntilForm(Form):
    until = GovDateField(
        label="Until which day?", help_text="It goes on by itself the day after. You can go on earlier."
    )

    def __init__(self, today: date, data: Any = None, *, until: date | None = None):
        """`until`: the last day that was set before; one that has gone by is nothing to begin with."""
        self.today = today
        super().__init__(data, initial={"until": until} if until and until > today else None)

    def clean_until(self) -> date:
        day = self.cleaned_data["until"]
        if day <= self.today or day.year > self.today.year + 2:
            raise forms.ValidationError(
                "The day must be in the next two years", params={"parts": ["day", "month", "year"]}
            )
        return day


class QuestionForm(Form):
    how = forms.ChoiceField(widget=Radios, error_messages={"required": "Choose the answer that fits best"})
    words = LongTextField(label="Anything to remember for yourself", required=False, max_length=2000, rows=4)

    grown = forms.ChoiceField(
        label="And you: have you grown through it?",
        help_text="If you like. Mentors develop, too.",
        choices=list(GROWN_WORDS.items()),
        widget=Radios,
        required=False,
    )
    help = forms.BooleanField(
        label="I would like my coordinator to get in touch",
        help_text="They learn that you ask, and nothing of what you answer here.",
        required=False,
    )

    def __init__(self, check_in: CheckIn, data: Any = None, *, is_mentor: bool = False):
        super().__init__(data, initial={**(check_in.answers or {}), "help": check_in.help_asked_at is not None})
        if not is_mentor or check_in.moment not in AT_THE_END:
            del self.fields["grown"]
        if check_in.moment not in WITH_HELP:
            del self.fields["help"]
        self.fields["how"].label = ASKED[check_in.moment]
        self.offer("how", choices_of(check_in.moment))


def choices_of(moment: str) -> list[tuple[str, str]]:
    if moment == CheckIn.Moment.FIT:
        return [(key, FIT_WORDS[key]) for key in FITS]
    if moment == CheckIn.Moment.QUIET:
        return [(key, QUIET_WORDS[key]) for key in QUIET]
    return [(key, HOW_WORDS[key]) for key in HOW]


class GoalForm(Form):
    dimension_id = forms.ChoiceField(label="About what?", required=False)
    words = LongTextField(
        label="What do you want to reach?",
        help_text="In your own words: what will be different, and how will you notice?",
        max_length=600,
        rows=4,
    )

    def __init__(self, choices: list[tuple[str, str]], data: Any = None):
        super().__init__(data)
        self.offer("dimension_id", [("", "Something else"), *choices])

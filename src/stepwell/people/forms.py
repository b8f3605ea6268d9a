"""Forms about people. They check what was typed and save nothing."""

from django import forms

from stepwell.ui.forms import Choice, Form, GovDateField, Radios

from .models import Duty, Organisation, Unit


class CastForm(Form):
    person = forms.UUIDField()


class NameForm(Form):
    preferred_name = forms.CharField(
        label="What we should call you",
        help_text="Leave it empty to be called by your first name.",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )


class AspirationForm(Form):
    aspiring = forms.ChoiceField(choices=[("yes", "Yes"), ("no", "No")])


class StaffSearchForm(Form):
    q = forms.CharField(label="Name, e-mail address, job title or staff number", required=False, max_length=200)
    unit = forms.ModelChoiceField(label="Unit", queryset=Unit.objects.none(), required=False, empty_label="All units")
    left = forms.BooleanField(label="People who have left", required=False)

    def __init__(self, *args, organisation: Organisation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(organisation=organisation)


DUTY_HINTS = {
    Duty.Name.FRAMEWORK_OWNER: "Looks after frameworks and their wording (often OD or HR).",
    Duty.Name.COORDINATOR: "Runs programmes; sees dates and numbers, never content.",
    Duty.Name.PEOPLE_ADMINISTRATOR: "Keeps people, units and jobs up to date, and gives duties.",
    Duty.Name.DATA_PROTECTION_OFFICER: "Reads the audit trail, never content.",
}


class DutyForm(Form):
    duty = forms.ChoiceField(
        label="Which duty?",
        widget=Radios,
        choices=[(name.value, Choice(name.label, hint=DUTY_HINTS[name])) for name in Duty.Name],
    )


class AuditFilterForm(Form):
    who = forms.CharField(label="Who", required=False, max_length=200, help_text="Part of a name.")
    action = forms.CharField(label="What", required=False, max_length=60, widget=forms.Select)
    from_date = GovDateField(label="From", required=False)
    to_date = GovDateField(label="To", required=False)

    def __init__(self, *args, actions: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].widget.choices = [("", "Everything"), *actions]

    def clean(self) -> dict:
        cleaned = super().clean()
        first, last = cleaned.get("from_date"), cleaned.get("to_date")
        if first and last and first > last:
            self.add_error("to_date", "“To” must be the same day as “From” or later")
        return cleaned

"""Forms about people. They check what was typed and save nothing."""

from django import forms
from django.conf import settings

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


class AddressForm(Form):
    answer = forms.ChoiceField(
        label="Is it yours?",
        widget=Radios,
        choices=[
            ("yes", Choice("Yes, I read mail there", hint="From now on you sign in with it.")),
            ("no", Choice("No, it is not mine", hint="You keep the present one, and the staff list gets no further.")),
        ],
        error_messages={"required": "Say whether you read mail at the new address"},
    )


class AspirationForm(Form):
    aspiring = forms.ChoiceField(choices=[("yes", "Yes"), ("no", "No")])


class StaffSearchForm(Form):
    q = forms.CharField(label="Name, e-mail address, job title or staff number", required=False, max_length=200)
    unit = forms.ModelChoiceField(label="Unit", queryset=Unit.objects.none(), required=False, empty_label="All units")
    left = forms.BooleanField(label="People who have left", required=False)

    def __init__(self, *args, organisation: Organisation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(organisation=organisation)  # type: ignore[attr-defined]  # a choice among rows has one


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
        cleaned = super().clean() or {}
        for name in ("from_date", "to_date"):
            if cleaned.get(name) and not 2000 <= cleaned[name].year <= 2200:
                self.add_error(name, f"The year of “{self.fields[name].label}” must be between 2000 and 2200")
        first, last = cleaned.get("from_date"), cleaned.get("to_date")
        if first and last and first > last:
            self.add_error("to_date", "“To” must be the same day as “From” or later")
        return cleaned


class StaffFileForm(Form):
    file = forms.FileField(
        label="Staff list",
        help_text="A CSV file, as your HR system or a spreadsheet saves it.",
        max_length=200,
        allow_empty_file=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        error_messages={
            "required": "Choose a staff list",
            "missing": "Choose a staff list",
            "invalid": "Choose a staff list",
            "empty": "The file is empty: choose another",
            "max_length": "The name of the file is longer than 200 characters: give it a shorter one",
        },
    )
    keep_missing = forms.BooleanField(
        label="Leave people who are not in the file as they are",
        help_text="Otherwise their jobs end today. Nobody is ever deleted.",
        required=False,
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.STAFF_FILE_MAX_BYTES:
            most = settings.STAFF_FILE_MAX_BYTES // 1_000_000
            raise forms.ValidationError(f"The file must be {most} MB or smaller: split it, and tick the box below")
        return file


class ConfirmImportForm(Form):
    allow_many_leavers = forms.BooleanField(
        label="Yes, all of them have left",
        required=True,
        error_messages={"required": "Tick the box if all of them have left"},
    )

"""A file to put beside a page."""

from django import forms

from stepwell.domain.evidence import ENDINGS, TAKEN
from stepwell.journal.operations.attaching import LARGEST_FILE, in_mb
from stepwell.ui.forms import Form


class FileForm(Form):
    file = forms.FileField(
        label="A file",
        help_text=f"{TAKEN[0].upper()}{TAKEN[1:]}, of {in_mb(LARGEST_FILE)} at most.",
        widget=forms.ClearableFileInput(attrs={"accept": ENDINGS}),
        error_messages={"required": "Choose a file"},
        max_length=1000,
    )

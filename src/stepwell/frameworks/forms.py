"""Forms about frameworks. They check what was sent; nothing is stored here."""

from typing import Any, cast

from django import forms
from django.forms import ValidationError

from stepwell.domain.framework import KINDS
from stepwell.ui.forms import Form, LongTextField

from .files import MAX_BYTES, PackFaults, PackFiles, read_files

MOST_FILES = 20
MOST_FAULTS = 200
SUFFIXES = (".yaml", ".yml", ".json")


class SearchForm(Form):
    q = forms.CharField(label="Search every framework", max_length=200, required=False, strip=True)
    framework = forms.ChoiceField(label="Framework", required=False)
    kind = forms.ChoiceField(label="Kind of text", required=False, choices=[("", "Every kind of text"), *KINDS.items()])

    def __init__(self, *args: Any, frameworks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["framework"])
        field.choices = [("", "Every framework"), *frameworks]


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files, of a size together that is limited."""

    widget = SeveralFiles

    def __init__(self, *, most: int = MOST_FILES, **kwargs: Any) -> None:
        super().__init__(error_messages={"required": "Choose a file"}, **kwargs)
        self.most = most
        self.widget.attrs["accept"] = ",".join(SUFFIXES)
        if most == 1:
            self.widget.allow_multiple_selected = False

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, bytes]]:
        files = data if isinstance(data, list | tuple) else [data]
        checked = [super(FilesField, self).clean(file, initial) for file in files or [None]]
        found = [(str(file.name), file) for file in checked]
        if len(found) > self.most:
            raise ValidationError(f"Choose {self.most} {'file' if self.most == 1 else 'files'} at most")
        wrong = [name for name, _ in found if not name.lower().endswith(SUFFIXES)]
        if wrong:
            raise ValidationError(f"Choose YAML or JSON files: {', '.join(wrong[:5])} cannot be read")
        if sum(file.size for _, file in found) > MAX_BYTES:
            raise ValidationError(f"Choose less than {MAX_BYTES // 1_000_000} MB together")
        return [(name, file.read()) for name, file in found]


def all_faults(faults: list[str]) -> list[str]:
    """Every fault; of very many the first, and how many more there are."""
    if len(faults) <= MOST_FAULTS:
        return faults
    return [*faults[:MOST_FAULTS], f"and {len(faults) - MOST_FAULTS:,} more faults: put these right first"]


class FilesForm(Form):
    """Reads the files; whoever uses it says what else is wrong with what they say, by `refuse`."""

    file = FilesField(label="Files")
    read: PackFiles

    def clean_file(self) -> list[tuple[str, bytes]]:
        files = self.cleaned_data["file"]
        self.read = read_files(", ".join(name for name, _ in files), files)
        if self.read.faults:
            raise ValidationError(all_faults(self.read.faults))
        return files

    def refuse(self, faults: list[str] | PackFaults) -> None:
        found = faults.faults if isinstance(faults, PackFaults) else faults
        self.add_error("file", ValidationError(all_faults(found)))


class PackForm(FilesForm):
    file = FilesField(
        label="Pack files",
        help_text="One YAML file, or all files of the pack together. 5 MB at most.",
    )


class WordingForm(FilesForm):
    file = FilesField(
        most=1,
        label="Wording file",
        help_text="A YAML or JSON file: the id of each text you change, and its words. 5 MB at most.",
    )


class PublishForm(Form):
    note = LongTextField(
        label="What is different, in a sentence",
        help_text="Everybody who reads the history of this framework sees it.",
        max_length=500,
        rows=3,
        required=False,
    )


class ChooseForm(Form):
    """Which frameworks the organisation uses: a number is a place in its order, and empty is not used."""

    def __init__(self, *args: Any, frameworks: list[tuple[str, str]], used: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for slug, name in frameworks:
            self.fields[f"place-{slug}"] = forms.IntegerField(
                label=name,
                required=False,
                min_value=1,
                max_value=999,
                initial=used.index(slug) + 1 if slug in used else None,
                widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
                error_messages={
                    "invalid": f"The place of “{name}” must be a whole number, like 2",
                    "min_value": f"The place of “{name}” must be 1 or more",
                    "max_value": f"The place of “{name}” must be 999 or less",
                },
            )

    @property
    def order(self) -> list[str]:
        """The slugs of the frameworks used, first place first; equal places keep the order of the page."""
        placed = [(place, name.removeprefix("place-")) for name, place in self.cleaned_data.items() if place]
        return [slug for _, slug in sorted(placed, key=lambda pair: pair[0])]

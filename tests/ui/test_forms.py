"""Fields: what was typed comes back, faults point at the right place, and every message says what to do."""

import datetime

import pytest
from django import forms as dj

from stepwell.ui import forms
from stepwell.ui.summary import Line, has_errors, summary_lines


class Review(forms.Form):
    name = dj.CharField(label="Your name", max_length=10)
    date = forms.GovDateField(label="Review date")
    note = forms.LongTextField(label="Example", max_length=10, required=False)


def dated(day="", month="", year="", **others):
    return Review({"name": "Sam", "date-day": day, "date-month": month, "date-year": year, **others})


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", "MARCH", "Mar."])
def test_a_date_may_be_written_in_many_ways(month):
    form = dated("27", month, "2027")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["date"] == datetime.date(2027, 3, 27)


@pytest.mark.parametrize(
    ("day", "month", "year", "message", "part"),
    [
        ("", "", "", "Enter review date", "day"),
        ("27", "3", "", "Review date must include a year", "year"),
        ("", "3", "", "Review date must include a day and a year", "day"),
        ("27", "13", "2027", "The month of “Review date” must be between 1 and 12", "month"),
        ("27", "ma", "2027", "The month of “Review date” must be a number, like 3", "month"),
        ("x", "3", "2027", "The day of “Review date” must be a number, like 27", "day"),
        ("٢٧", "3", "2027", "The day of “Review date” must be a number, like 27", "day"),
        ("27", "3", "27", "The year of “Review date” must have 4 digits, like 2027", "year"),
        ("30", "2", "2027", "Review date must be a real date", "day"),
        ("1", "1", "0000", "Review date must be a real date", "day"),
        ("9" * 5000, "3", "2027", "The day of “Review date” must be a number, like 27", "day"),
        ("\x00", "3", "2027", "The day of “Review date” must be a number, like 27", "day"),
    ],
)
def test_a_wrong_date_says_which_box(day, month, year, message, part):
    form = dated(day, month, year)
    assert form.errors["date"] == [message]
    assert Line(message, f"#id_date-{part}") in summary_lines([form])


def test_only_the_wrong_box_is_marked_and_what_was_typed_stays():
    html = str(dated("27", "Smarch", "2027")["date"].as_field_group())
    assert 'value="Smarch"' in html
    assert html.count("govuk-input--error") == 1
    assert html.index("govuk-input--error") > html.index("date-month-") if "date-month-" in html else True


def test_a_date_given_at_first_fills_the_boxes():
    html = str(Review(initial={"date": datetime.date(2027, 3, 9)})["date"].as_field_group())
    assert [f'value="{part}"' in html for part in ("9", "3", "2027")] == [True, True, True]


def test_a_date_left_as_it_was_has_not_changed():
    initial = {"name": "Sam", "date": datetime.date(2027, 3, 9)}
    data = {"name": "Sam", "date-day": "9", "date-month": "mar", "date-year": "2027"}
    assert Review(data, initial=initial).changed_data == []
    assert Review({**data, "date-day": "99"}, initial=initial).changed_data == ["date"]


def test_a_line_end_counts_once():
    form = dated("1", "1", "2027", note="12345\r\n789\r\n")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["note"] == "12345\n789"
    assert not dated("1", "1", "2027", note="12345\r\n78901").is_valid()


def test_a_sentence_is_one_line_however_it_was_typed_and_its_limit_holds():
    class Aim(forms.Form):
        aim = forms.SentenceField(label="Aim", max_length=20)

    assert Aim({"aim": " Teach,\r\n  and listen "}).is_valid()
    assert Aim({"aim": "Teach,\r\nand listen"}).fields["aim"].clean("Teach,\r\nand listen") == "Teach, and listen"
    assert Aim({"aim": "x" * 21}).errors["aim"] == ["Aim must be 20 characters or fewer: it now has 21"]
    assert "<textarea" in str(Aim()) and "data-maxlength" not in str(Aim())


def test_default_messages_name_the_field_and_say_what_to_do():
    form = Review({"name": "x" * 11, "note": "a\x00b"})
    assert form.errors["name"] == ["Your name must be 10 characters or fewer: it now has 11"]
    assert form.errors["note"] == ["Example holds an invisible character that cannot be kept: type it again"]


def test_what_has_one_way_to_be_written_says_it_with_an_example():
    class Kept(forms.Form):
        months = dj.IntegerField(label="Months until somebody’s next round", min_value=3)
        address = dj.EmailField(label="E-mail address")
        place = dj.URLField(label="Job profile", assume_scheme="https")

    form = Kept({"months": "soon", "address": "nobody", "place": "not an address"})
    assert form.errors["months"] == ["“Months until somebody’s next round” must be a whole number, like 3"]
    assert form.errors["address"] == ["E-mail address must look like name@example.org"]
    assert form.errors["place"] == ["Job profile must be a whole address, like https://example.org/page"]


def test_a_message_of_the_page_wins():
    class Own(forms.Form):
        name = dj.CharField(error_messages={"required": "Say who you are"})

    assert Own({}).errors["name"] == ["Say who you are"]


def test_a_percent_sign_in_a_label_is_harmless():
    class Share(forms.Form):
        share = dj.CharField(label="Share in %(x)s %", max_length=1)

        address = dj.EmailField(label="Address of %(x)s")

    errors = Share({"share": "ab", "address": "nobody"}).errors
    assert "Share in %(x)s %" in errors["share"][0] and "Address of %(x)s" in errors["address"][0]


def test_nothing_is_cut_by_the_browser():
    assert "maxlength=" not in str(Review()).replace("data-maxlength=", "")
    assert 'data-maxlength="10"' in str(Review())


def test_labels_hints_and_values_are_escaped():
    class Hostile(forms.Form):
        field = dj.CharField(label="<b>", help_text="<i>")
        choice = dj.ChoiceField(
            label="<u>",
            widget=forms.RadioCards,
            choices=[("<v>", forms.Choice("<s>", hint="<q>", divider="<d>", body="<a>"))],
        )

    html = str(Hostile({"field": '"><script>', "choice": "<v>"}))
    assert "&lt;b&gt;" in html
    for tag in ("<b>", "<i>", "<u>", "<s>", "<q>", "<d>", "<a>", "<script>", "<v>"):
        assert tag not in html


class Reason(forms.Form):
    why = dj.ChoiceField(
        label="What for",
        widget=forms.Radios,
        choices=[("talk", "A talk"), ("other", forms.Choice("Other", reveals="other"))],
    )
    other = dj.CharField(label="What else", required=False)


def test_a_choice_shows_its_field_once_and_closed_until_it_is_made():
    html = str(Reason())
    assert html.count('name="other"') == 1
    assert 'class="govuk-radios__conditional govuk-radios__conditional--hidden" id="conditional-id_why-2"' in html
    assert "govuk-radios__conditional--hidden" not in str(Reason({"why": "other"}))


def test_the_summary_leads_to_the_first_answer():
    form = Reason({})
    assert summary_lines([form]) == [Line("Choose what for", "#id_why")]
    assert 'id="id_why"' in str(form)


def test_groups_of_choices_have_ids_of_their_own():
    class Grouped(forms.Form):
        pick = dj.ChoiceField(
            widget=forms.Radios, choices=[("A", [("1", "One"), ("2", "Two")]), ("B", [("3", "Three")])]
        )

    html = str(Grouped())
    ids = [part.split('"')[0] for part in html.split('<input class="govuk-radios__input" id="')[1:]]
    assert ids == ["id_pick", "id_pick-1-2", "id_pick-2-1"]


def test_a_summary_of_several_forms_keeps_their_order():
    formset = dj.formset_factory(Reason, extra=0)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-why": "no"}, prefix="form"
    )
    lines = summary_lines([Reason({}), None, formset])
    assert [line.href for line in lines] == ["#id_why", "#id_form-0-why"]
    assert has_errors([Reason({})])
    assert not has_errors(Reason())


def test_a_hidden_field_is_listed_without_a_link():
    class Hidden(forms.Form):
        key = dj.CharField(widget=dj.HiddenInput)

    assert summary_lines([Hidden({})]) == [Line("Enter key")]


def test_an_undefined_number_is_typed_as_text():
    class Years(forms.Form):
        years = dj.IntegerField(max_value=50)

    html = str(Years({"years": "many"}))
    assert 'type="text" inputmode="numeric"' in html
    assert 'value="many"' in html
    assert Years({"years": "51"}).errors["years"] == ["Years must be 50 or less"]

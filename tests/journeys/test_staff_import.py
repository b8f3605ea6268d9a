"""A people administrator brings a staff list in: with scripts, and without."""

from playwright.sync_api import Page, expect

from .site import place_of, press_key, scrolls_sideways, sign_in, tab_to, violations

ADMINISTRATOR = place_of("council", "administrator")
HEAD = "staff_number,full_name,email,job_title,unit_code,unit_name,start_date"


def choose(page: Page, name: str, *rows: str) -> None:
    page.goto("/people/imports/")
    content = "\n".join([HEAD, *rows]).encode()
    page.get_by_label("Staff list", exact=True).set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_label("Leave people who are not in the file as they are").check()
    page.get_by_role("button", name="Check the file").click()


def seen(page: Page) -> None:
    assert violations(page) == []
    assert not scrolls_sideways(page)
    assert page.faults == []


def test_faults_first_then_a_good_file(page):
    """Given a file with faults; when it is corrected; then exactly what the preview said is done."""
    sign_in(page, ADMINISTRATOR)
    choose(page, "wrong.csv", "J1,Jo One,jo at home,Clerk,NEW,New Unit,2026-01-01", "J1,,,Clerk,NEW,New Unit,soon")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing was changed", timeout=30_000)
    for words in [
        "“jo at home” is not an e-mail address",
        "Must not be empty",
        "“soon” must be a date",
        "is also in row 2",
    ]:
        expect(page.get_by_text(words)).to_be_visible()
    seen(page)
    choose(page, "right.csv", "J1,Jo One,jo.one@example.org,Clerk,NEW,New Unit,2026-01-01")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check what would change", timeout=30_000)
    expect(page.get_by_role("row", name="Jo One")).to_contain_text("Clerk, from 01/01/2026")
    seen(page)
    page.get_by_role("button", name="Bring the staff list up to date").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The staff list is up to date", timeout=30_000)
    seen(page)
    page.goto("/people/?q=jo+one")
    expect(page.get_by_role("link", name="Jo One")).to_be_visible()


def test_the_same_without_scripts_and_with_keys_alone(plain):
    """Given a good file; when it is confirmed by keys; then so is a duty given, refused without a choice, and ended."""
    sign_in(plain, ADMINISTRATOR)
    choose(plain, "plain.csv", "J2,Flo Two,flo.two@example.org,Clerk,NEW2,Other Unit,2026-01-01")
    expect(plain.get_by_role("heading", level=1)).to_have_text("Check what would change", timeout=30_000)
    press_key(plain, "button:has-text('Bring the staff list up to date')")
    expect(plain.get_by_role("heading", level=1)).to_have_text("The staff list is up to date", timeout=30_000)
    plain.goto("/people/")
    tab_to(plain, "input[name=q]")
    plain.keyboard.type("flo two")
    plain.keyboard.press("Enter")
    press_key(plain, "a:has-text('Flo Two')")
    press_key(plain, "a:has-text('Give a duty')")
    press_key(plain, "button:has-text('Give this duty')")
    expect(plain.get_by_text("There is a problem")).to_be_visible()
    press_key(plain, "input[name=duty]", "Space")
    plain.keyboard.press("ArrowDown")
    press_key(plain, "button:has-text('Give this duty')")
    expect(plain.get_by_text("Flo Two is now coordinator.")).to_be_visible()
    plain.get_by_role("link", name="Flo Two", exact=True).focus()
    press_key(plain, "a:has-text('End')")
    press_key(plain, "main button")
    expect(plain.get_by_text("Flo Two is no longer coordinator.")).to_be_visible()

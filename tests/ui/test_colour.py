import pytest

from stepwell.ui.colour import READABLE, brand_css, contrast, mix, parse, readable_brand

BRANDS = ["#0b5c5c", "#ffcc00", "#ffffff", "#000000", "#7a1f5c", "#00ff00", "#1c4fa0", "#767676", "#777777", "#ff0000"]


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        # The W3C's own examples of the lightest greys and pure hues on white (Understanding 1.4.3, G18, and WebAIM).
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
        ("#00ff00", "#ffffff", 1.37),
    ],
)
def test_contrast_is_the_published_one(one, other, published):
    assert contrast(one, other) == pytest.approx(published, abs=0.006)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("brand", BRANDS)
def test_white_text_can_be_read_on_every_brand(brand):
    assert contrast(readable_brand(brand), "#ffffff") >= READABLE


def test_a_readable_brand_stays_as_it_is():
    assert readable_brand("#0b5c5c") == "#0b5c5c"
    assert readable_brand("#777777") != "#777777"


@pytest.mark.parametrize("brand", BRANDS)
def test_links_can_be_read_on_every_tint(brand):
    properties = dict(part.split(":") for part in brand_css(brand).strip()[6:-2].split(";"))
    for surface in ("--brand-tint", "--brand-wash"):
        assert contrast(properties["--brand-ink"], properties[surface]) >= READABLE


@pytest.mark.parametrize("wrong", ["", "#fff", "0b5c5g", "#0b5c5c;}", "#0b5c5c\n", "٠٠٠٠٠٠", "#0b5c5c00"])
def test_anything_else_is_not_a_colour(wrong):
    with pytest.raises(ValueError, match="six hexadecimal digits"):
        parse(wrong)


def test_mixing_is_what_a_browser_does():
    assert mix("#ff0000", "#0000ff", 0.5) == "#800080"
    assert mix("#0b5c5c", "#ffffff", 1) == "#0b5c5c"

from django.urls import path, register_converter

from . import views

app_name = "ui"


class HexColour:
    """Six hexadecimal digits. A stored "#0B5C5C" makes the one address that is cached."""

    regex = "[0-9a-f]{6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value.removeprefix("#").lower()


register_converter(HexColour, "hexcolour")

urlpatterns = [
    path("brand/<hexcolour:colour>.css", views.brand, name="brand"),
]

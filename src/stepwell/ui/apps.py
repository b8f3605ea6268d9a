from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "stepwell.ui"
    label = "ui"

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "stepwell.frameworks"
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig


class CareersConfig(AppConfig):
    name = "stepwell.careers"
    default_auto_field = "django.db.models.BigAutoField"

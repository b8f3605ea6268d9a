from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "stepwell.journal"
    default_auto_field = "django.db.models.BigAutoField"

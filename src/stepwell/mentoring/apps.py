from django.apps import AppConfig


class MentoringConfig(AppConfig):
    name = "stepwell.mentoring"
    default_auto_field = "django.db.models.BigAutoField"

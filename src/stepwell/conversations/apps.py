from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "stepwell.conversations"
    default_auto_field = "django.db.models.BigAutoField"

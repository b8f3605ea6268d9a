"""For the templates of Django's widgets: the choices of radios and checkboxes."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from stepwell.ui import choices

register = template.Library()


@register.simple_tag
def choice_list(widget: dict[str, Any], block: str) -> SafeString:
    return choices.choice_list(widget, block)

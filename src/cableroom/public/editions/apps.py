"""The Django app of the published editions."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    """The projection: a row IS published; there is no flag."""

    name = "cableroom.public.editions"
    label = "editions"

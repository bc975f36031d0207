"""The Django app of the reading room."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Pages, feeds and their JSON twins."""

    name = "cableroom.public.site"
    label = "site"

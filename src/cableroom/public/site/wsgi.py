"""The reading room as a WSGI application, for granian or any other server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "cableroom.settings.public"

application = get_wsgi_application()

"""The reading room as a WSGI application, for granian or any other server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "cableroom.settings.public"

application = get_wsgi_application()
# What is loaded by now stays for ever: left out of the collector's rounds, it no longer halts requests.
# A page makes thousands of small things and no cycles, so the rounds may be rare.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)

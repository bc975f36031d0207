"""The reading room as a WSGI application, for granian or any other server."""

import gc
import os

from django.core.cache import close_caches
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, reset_queries
from django.template import engines
from django.urls import resolve

os.environ["DJANGO_SETTINGS_MODULE"] = "cableroom.settings.public"

application = get_wsgi_application()
# There is neither database nor cache: nothing is to be closed or forgotten before and after each request.
request_started.disconnect(reset_queries)
for _signal in (request_started, request_finished):
    _signal.disconnect(close_old_connections)
request_finished.disconnect(close_caches)
# Read and compiled before the first request waits for it.
resolve("/")
_environment = engines["jinja2"].env  # type: ignore[attr-defined]  # the types know Django's own engine only
for _name in _environment.list_templates():
    _environment.get_template(_name)
# What is loaded by now stays for ever: left out of the collector's rounds, it no longer halts requests.
# A page makes thousands of small things and no cycles, so the rounds may be rare.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)

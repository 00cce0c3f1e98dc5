"""What a WSGI server calls."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caicach.web.settings.django")
application = get_wsgi_application()
# only now are the apps loaded
import_module("caicach.web.site.warming").warm_in_background()

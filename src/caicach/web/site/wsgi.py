"""What a WSGI server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caicach.web.settings.django")
application = get_wsgi_application()

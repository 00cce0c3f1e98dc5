"""The process that does background jobs: `python -m caicach.web.site.worker`."""

import os

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caicach.web.settings.django")
    django.setup()
    from caicach.web.jobs.worker import serve_jobs

    serve_jobs()

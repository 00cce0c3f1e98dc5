"""kill -9 while mails go out: no mail leaves twice, and the others still leave."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

SENDER = """
import sys, time
from pathlib import Path
import django
django.setup()
from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from caicach.web.accounts.models import Person
from caicach.web.notices.mailing.sending import send_mails
from caicach.web.notices.models import Mail

OUT = Path(sys.argv[2])

class Slow(BaseEmailBackend):
    def send_messages(self, messages):
        for message in messages:
            path = OUT / (message.to[0] + f".{time.monotonic_ns()}.mail")
            path.write_text(message.body)
            time.sleep(0.3)  # it has left, and nobody knows yet
        return len(messages)

def now():
    return timezone.now()

if sys.argv[1] == "put":
    from django.core.management import call_command
    call_command("migrate", verbosity=0)
    for number in range(6):
        person = Person.objects.create(email=f"p{number}@namha.example", full_name=f"P {number}")
        mail = dict(person=person, once=f"m{number}", subject="S", text="T", html="H")
        Mail.objects.create(not_before=now(), **mail)
else:
    settings.EMAIL_BACKEND = "__main__.Slow"
    sys.modules["__main__"].Slow = Slow
    from caicach.web.notices.mailing import sending
    from caicach.web.notices.quiet import Hours
    from datetime import time as clock, timedelta
    sending.SILENCE = timedelta(0)
    sending.hours_of = lambda _chosen: Hours(clock(0), clock(0), clock(7))
    send_mails(now())
    print(sorted(Mail.objects.values_list("state", flat=True)), flush=True)
"""


def run(home: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = {name: text for name, text in os.environ.items() if "CAICACH" not in name}
    environment |= {"CAICACH_HOME": str(home)}
    environment |= {"DJANGO_SETTINGS_MODULE": "caicach.web.settings.django"}
    return subprocess.Popen(
        [sys.executable, "-c", SENDER, *arguments, str(home)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def sent(home: Path) -> list[str]:
    return sorted(path.name.split(".", 2)[0] for path in home.glob("*.mail"))


def test_mails_leave_once_though_the_worker_is_killed_again_and_again(tmp_path: Path) -> None:
    put = run(tmp_path, "put")
    assert put.wait(90) == 0
    put.communicate()
    for count in (1, 3):
        worker = run(tmp_path, "send")
        until = time.monotonic() + 60
        while len(sent(tmp_path)) < count:
            assert time.monotonic() < until
            time.sleep(0.02)
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
    last = run(tmp_path, "send")
    states, _ = last.communicate(timeout=60)
    assert sent(tmp_path) == [f"p{number}@namha" for number in range(6)]
    assert states.count("unsure") == 2
    assert states.count("'sent'") == 4

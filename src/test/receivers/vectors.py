"""Verifies the vectors by the published library, at the time at which each is judged."""

import datetime
import json
import sys
from unittest import mock

import standardwebhooks.webhooks as library

wrong = []
for vector in json.load(open(sys.argv[1], encoding="utf-8")):
    now = datetime.datetime.fromtimestamp(vector["now"], tz=datetime.timezone.utc)
    with mock.patch.object(library, "datetime", wraps=datetime.datetime) as clock:
        clock.now.return_value = now
        try:
            library.Webhook("whsec_" + vector["key"]).verify(vector["body"], vector["headers"])
            valid = True
        except library.WebhookVerificationError:
            valid = False
    if valid != vector["valid"]:
        wrong.append(vector["name"])
sys.exit(", ".join(wrong) or None)

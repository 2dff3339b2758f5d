"""Lists calls with twilio-python and prints their SIDs.

Usage: list_calls.py BASE_URL PROJECT TOKEN PAGE_SIZE [FILTER=VALUE...]
REQUESTS_CA_BUNDLE names the file of the CA, which twilio-python does not read by itself.
Filters are the arguments of twilio-python; values that end in Z are times.
"""

import datetime
import os
import sys

from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client


def value_of(text):
    if text.endswith("Z"):
        return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")
    return text


base_url, project, token, page_size = sys.argv[1:5]
filters = dict(argument.split("=", 1) for argument in sys.argv[5:])
http_client = TwilioHttpClient()
http_client.session.verify = os.environ["REQUESTS_CA_BUNDLE"]
client = Client(project, token, http_client=http_client)
client.api.base_url = base_url
calls = client.calls.stream(
    page_size=int(page_size), **{name: value_of(text) for name, text in filters.items()}
)
for call in calls:
    print(call.sid)

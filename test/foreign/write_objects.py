"""Creates, fetches, updates and deletes a call and a message with twilio-python.

Usage: write_objects.py BASE_URL PROJECT TOKEN
REQUESTS_CA_BUNDLE names the file of the CA, which twilio-python does not read by itself.
Prints what each step returned, one per line.
"""

import os
import sys

from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client


def is_gone(fetch):
    try:
        fetch()
    except TwilioRestException as error:
        return error.status == 404 and error.code == 20404
    return False


base_url, project, token = sys.argv[1:4]
http_client = TwilioHttpClient()
http_client.session.verify = os.environ["REQUESTS_CA_BUNDLE"]
client = Client(project, token, http_client=http_client)
client.api.base_url = base_url

call = client.calls.create(
    to="+15551230001",
    from_="+15551230002",
    url="https://example.com/answer",
    status_callback_event=["answered", "completed"],
)
print(call.status)
print(client.calls(call.sid).fetch().to)
print(client.calls(call.sid).update(status="completed").status)
print(client.calls(call.sid).delete(), is_gone(client.calls(call.sid).fetch))

message = client.messages.create(
    to="+15551230001",
    from_="+15551230002",
    body="Zürich\r\n<&>",
    media_url=["https://example.com/a.jpg", "https://example.com/b.jpg"],
)
print(message.status)
print(client.messages(message.sid).fetch().body == "Zürich\r\n<&>")
print(len(client.messages(message.sid).media.list()))
print(repr(client.messages(message.sid).update(body="").body))
print(client.messages(message.sid).delete(), is_gone(client.messages(message.sid).fetch))

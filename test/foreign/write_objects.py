"""Creates, lists, fetches, updates and deletes objects with twilio-python, each where the API has it.

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


def round_trip(resource, form, change):
    """Prints what becomes of one object: whether it is listed, fetched, changed, removed and gone."""
    sid = resource.create(**form).sid
    listed = any(each.sid == sid for each in resource.list())
    fetched = resource(sid).fetch().sid == sid
    changed = resource(sid).update(**change)
    is_changed = all(getattr(changed, name) == value for name, value in change.items())
    print(listed, fetched, is_changed, resource(sid).delete(), is_gone(resource(sid).fetch))


def recordings(call):
    sid = call.recordings.create(recording_channels="dual").sid
    listed = client.recordings.list(call_sid=call.fetch().sid)
    paused = call.recordings(sid).update(status="paused")
    fetched = client.recordings(sid).fetch()
    print(len(listed), listed[0].sid == sid, paused.status, fetched.channels)
    print(client.recordings(sid).delete(), is_gone(client.recordings(sid).fetch))


def conferences():
    conference = client.conferences(client.conferences.list(status="in-progress")[0].sid)
    print(len(client.conferences.list(page_size=2)))
    participant = conference.participants(conference.participants.list()[0].call_sid)
    print(participant.update(muted=True).muted, participant.fetch().muted)
    print(participant.delete(), is_gone(participant.fetch))
    print(conference.update(status="completed").status)
    print(conference.fetch().status)


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
recordings(client.calls(call.sid))
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

url = "https://example.com/a"
round_trip(client.queues, {"friendly_name": "a"}, {"friendly_name": "b"})
round_trip(client.applications, {"friendly_name": "a"}, {"friendly_name": "a", "voice_url": url})
available = client.available_phone_numbers("US").local.list(area_code="415")[0]
round_trip(client.incoming_phone_numbers, {"phone_number": available.phone_number}, {"sms_url": url})
conferences()

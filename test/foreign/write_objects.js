// Creates, lists, fetches, updates and deletes objects with the official JavaScript client, each
// where the API has it.
//
// Usage: write_objects.js BASE_URL PROJECT TOKEN
// Prints what each step returned, one per line.

const { RestClient } = require('@signalwire/compatibility-api')

const [baseUrl, project, token] = process.argv.slice(2)
const client = new RestClient(project, token, {
  signalwireSpaceUrl: baseUrl.replace('https://', ''),
})

async function isGone(object) {
  try {
    await object.fetch()
  } catch (error) {
    return error.status === 404 && error.code === 20404
  }
  return false
}

/// Prints what becomes of one object: whether it is listed, fetched, changed, removed and gone.
async function roundTrip(resource, form, change, member, value) {
  const { sid } = await resource.create(form)
  const listed = (await resource.list()).some((each) => each.sid === sid)
  const fetched = (await resource(sid).fetch()).sid === sid
  const changed = (await resource(sid).update(change))[member] === value
  console.log(listed, fetched, changed, await resource(sid).remove(), await isGone(resource(sid)))
}

async function recordings(call) {
  const { sid } = await call.recordings.create({ recordingChannels: 'dual' })
  const listed = await client.recordings.list({ callSid: (await call.fetch()).sid })
  const paused = await call.recordings(sid).update({ status: 'paused' })
  const fetched = await client.recordings(sid).fetch()
  console.log(listed.length, listed[0].sid === sid, paused.status, fetched.channels)
  console.log(await client.recordings(sid).remove(), await isGone(client.recordings(sid)))
}

async function conferences() {
  const { sid } = (await client.conferences.list({ status: 'in-progress' }))[0]
  const conference = client.conferences(sid)
  console.log((await client.conferences.list({ pageSize: 2 })).length)
  const { callSid } = (await conference.participants.list())[0]
  const participant = conference.participants(callSid)
  console.log((await participant.update({ muted: true })).muted, (await participant.fetch()).muted)
  console.log(await participant.remove(), await isGone(participant))
  console.log((await conference.update({ status: 'completed' })).status)
  console.log((await conference.fetch()).status)
}

async function main() {
  const call = await client.calls.create({
    to: '+15551230001',
    from: '+15551230002',
    url: 'https://example.com/answer',
    statusCallbackEvent: ['answered', 'completed'],
  })
  console.log(call.status)
  console.log((await client.calls(call.sid).fetch()).to)
  await recordings(client.calls(call.sid))
  console.log((await client.calls(call.sid).update({ status: 'completed' })).status)
  console.log(await client.calls(call.sid).remove(), await isGone(client.calls(call.sid)))

  const message = await client.messages.create({
    to: '+15551230001',
    from: '+15551230002',
    body: 'Zürich\r\n<&>',
    mediaUrl: ['https://example.com/a.jpg', 'https://example.com/b.jpg'],
  })
  console.log(message.status)
  console.log((await client.messages(message.sid).fetch()).body === 'Zürich\r\n<&>')
  console.log((await client.messages(message.sid).media.list()).length)
  console.log(JSON.stringify((await client.messages(message.sid).update({ body: '' })).body))
  console.log(await client.messages(message.sid).remove(), await isGone(client.messages(message.sid)))

  const url = 'https://example.com/a'
  await roundTrip(client.queues, { friendlyName: 'a' }, { friendlyName: 'b' }, 'friendlyName', 'b')
  await roundTrip(
    client.applications, { friendlyName: 'a' }, { friendlyName: 'a', voiceUrl: url }, 'voiceUrl', url
  )
  const [available] = await client.availablePhoneNumbers('US').local.list({ areaCode: '415' })
  await roundTrip(
    client.incomingPhoneNumbers, { phoneNumber: available.phoneNumber }, { smsUrl: url }, 'smsUrl', url
  )
  await conferences()
}

main().catch((error) => {
  console.error(error)
  process.exitCode = 1
})

// Creates, fetches, updates and deletes a call and a message with the official JavaScript client.
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

async function main() {
  const call = await client.calls.create({
    to: '+15551230001',
    from: '+15551230002',
    url: 'https://example.com/answer',
    statusCallbackEvent: ['answered', 'completed'],
  })
  console.log(call.status)
  console.log((await client.calls(call.sid).fetch()).to)
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
}

main().catch((error) => {
  console.error(error)
  process.exitCode = 1
})

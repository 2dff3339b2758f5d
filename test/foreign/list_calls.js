// Lists calls with the official JavaScript client and prints their SIDs.
//
// Usage: list_calls.js BASE_URL PROJECT TOKEN PAGE_SIZE [FILTER=VALUE...]
// Filters are the options of the client; values that end in Z are times.

const { RestClient } = require('@signalwire/compatibility-api')

const [baseUrl, project, token, pageSize, ...filters] = process.argv.slice(2)
const options = { pageSize: Number(pageSize) }
for (const filter of filters) {
  const sign = filter.indexOf('=')
  const value = filter.slice(sign + 1)
  options[filter.slice(0, sign)] = value.endsWith('Z') ? new Date(value) : value
}

const client = new RestClient(project, token, {
  signalwireSpaceUrl: baseUrl.replace('https://', ''),
})
client.calls.each({
  ...options,
  callback: (call) => console.log(call.sid),
  done: (error) => {
    if (error) {
      console.error(error)
      process.exitCode = 1
    }
  },
})

// A catalog that arrives over HTTP is read while it arrives: nothing waits for the whole body, nothing is kept of it.
//   node --import tsx examples/http-upload.ts        and then: curl -T import.xml http://localhost:8080/
import { createServer } from 'node:http'
import { isCommerceMLError, readEvents } from 'commerceml'

export const server = createServer(async (request, response) => {
  response.setHeader('Content-Type', 'text/plain; charset=utf-8')
  const aborted = new AbortController()
  request.on('close', () => {
    if (!request.complete) aborted.abort(new Error('the client has gone'))
  })
  let products = 0
  try {
    // The loop takes an event, then the next: a slow database slows the client down, by the socket's own back-pressure.
    for await (const event of readEvents(request, { signal: aborted.signal, extras: 'ignore' })) {
      if (event.type === 'product') products++
    }
    response.end(`${products} products\n`)
  } catch (error) {
    response.statusCode = isCommerceMLError(error) ? 422 : 500
    response.end(isCommerceMLError(error) ? `${error.code}: ${error.message}\n` : 'failed\n')
  }
})

if (process.argv[1]?.endsWith('http-upload.ts')) server.listen(8080, () => console.log('http://localhost:8080/'))

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { portOf } from '../../helpers/servers.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void

export async function serve(handler: Handler): Promise<string> {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => handler(request, response, Buffer.concat(pieces)))
    request.on('error', () => {})
  })
  return `http://127.0.0.1:${await portOf(server.listen(0, '127.0.0.1'))}/1c`
}

export const SESSION = 'success\nsid\nsecret-cookie\nsessid=secret-token'
export const answers: Handler = ({ url = '' }, response) => {
  response.end(url.includes('checkauth') ? SESSION : url.includes('init') ? 'zip=no\nfile_limit=0' : 'success')
}
export const LOGIN = { user: 'Админ', password: 'па:роль' } as const

/** What a promise was rejected with. */
export const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error) => error,
  )

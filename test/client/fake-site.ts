import { readEvents } from 'commerceml'
import { climbs, pathOf, unpacked, unpackedByPath } from './fake-archives.ts'
import type { Faults } from './faults.ts'

interface Session {
  readonly files: Map<string, Uint8Array>
  readonly imported: Map<string, number>
}

export interface SiteRequest {
  readonly method: string
  readonly url: string
  readonly type: string
  readonly mode: string
  readonly file: string
  readonly cookie: string | null
  readonly bytes: number
}

export interface FakeSite {
  readonly fetch: typeof fetch
  readonly requests: SiteRequest[]
  /** What was imported, by name: the last state of each. */
  readonly imported: Map<string, Uint8Array>
  /** `success` of sale. */
  confirmed: number
}

export const USER = '1с'
export const PASSWORD = 'пароль:с двоеточием'

const joined = (...pieces: readonly Uint8Array[]): Uint8Array => Uint8Array.from(pieces.flatMap((piece) => [...piece]))
const cp1251 = (text: string): Uint8Array =>
  Uint8Array.from(text, (c) => (c >= 'А' && c <= 'я' ? c.charCodeAt(0) - 0x410 + 0xc0 : c.charCodeAt(0)))
const ORDERS = '<КоммерческаяИнформация ВерсияСхемы="2.10"><Документ><Ид>17</Ид></Документ></КоммерческаяИнформация>'
const NO_ORDERS = '<КоммерческаяИнформация ВерсияСхемы="2.10"/>'

async function wellFormed(bytes: Uint8Array): Promise<boolean> {
  try {
    for await (const event of readEvents(bytes)) void event
    return true
  } catch {
    return false
  }
}

function parametersOf(search: string, faults: Faults): Map<string, string> {
  const values = new Map<string, string>()
  const parts = faults.firstWins === true ? search.replace(/^\?/, '').split('&') : search.split(/[?&]/)
  for (const part of parts) {
    const [name = '', ...rest] = part.split('=')
    if (name === '' || (faults.firstWins === true && values.has(name))) continue
    values.set(name, decodeURIComponent(rest.join('=')))
  }
  return values
}

const safe = (name: string): boolean =>
  !/[\0:]/.test(name) && !name.split(/[\\/]/).includes('..') && !/^[\\/](?!tmp\/)/.test(name) && !/%2e/i.test(name)
const EXTENSIONS = /\.(xml|zip|jpe?g|png|gif|txt)$/i

/** A site in memory, with an address of its own. */
export function createSite(faults: Faults = {}): FakeSite {
  const sessions = new Map<string, Session>()
  const requests: SiteRequest[] = []
  const imported = new Map<string, Uint8Array>()
  const shared: Session = { files: new Map(), imported: new Map() }
  const expected = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`
  let next = 1
  let marked = false
  const { zip = 'no', fileLimit = 64 } = faults

  function checkauth(cookie: string | null): string {
    const given = /(?:^|; )sid=([^;]*)/.exec(cookie ?? '')?.[1]
    const fresh = faults.staticCookie === true ? 'always' : `session${next++}`
    const id = faults.fixation === true && given !== undefined ? given : fresh
    const common = faults.appends === true || faults.shares === true
    sessions.set(id, common ? shared : { files: new Map(), imported: new Map() })
    const lines = ['success', faults.cookieName ?? 'sid', id]
    if (faults.token !== undefined) lines.push(`sessid=${faults.token}`)
    const timestamp = typeof faults.timestamp === 'object' ? faults.timestamp[next - 2] : faults.timestamp
    if (timestamp !== undefined) lines.push(timestamp)
    return lines.join('\n')
  }

  function store(session: Session, given: string, bytes: Uint8Array): string {
    const name = faults.keepsLastPart === true ? (given.split(/[\\/\0]|%2f|%5c/i).at(-1) ?? '') : given
    if (faults.takesAnyName !== true && !safe(name)) return 'failure\nunsafe name'
    if (faults.takesAnyExtension !== true && !EXTENSIONS.test(name)) return 'failure\nthis kind of file is not taken'
    if (faults.refusesEmpty === true && bytes.length === 0) return 'failure\nno data'
    const before = session.files.get(name)
    const glue = faults.newlines === true ? [new Uint8Array([10])] : []
    const whole = before === undefined || faults.overwrites === true ? bytes : joined(before, ...glue, bytes)
    session.files.set(name, whole)
    session.imported.delete(name)
    return 'success'
  }

  async function importFile(session: Session, name: string): Promise<string> {
    if (faults.refusesClimbingArchives === true && climbs(session.files)) return 'failure\nunsafe archive'
    const path = faults.importsPaths === true ? pathOf(name) : name
    const bytes =
      session.files.get(path) ??
      (path.includes('..') && faults.zipSlip !== true
        ? undefined
        : (faults.joinsZipNames === true ? unpackedByPath : unpacked)(session.files, path))
    if (faults.endless === true) return 'progress\nждите'
    if (bytes === undefined) return faults.takesMissingFiles === true ? 'success' : 'failure\nno such file'
    const calls = session.imported.get(name) ?? 0
    session.imported.set(name, calls + 1)
    if (calls === 0) return 'progress\n50%'
    if (calls > 1 && faults.importsOnce === true) return 'failure\nno such file'
    if (faults.takesBrokenXml !== true && !(await wellFormed(bytes))) return 'failure\nnot well-formed'
    imported.set(name, bytes)
    return 'success'
  }

  function orders(): Uint8Array | string {
    const list = marked ? NO_ORDERS : ORDERS
    if (faults.marksAtQuery === true) marked = true
    if (faults.orders !== undefined) return faults.orders
    if (faults.ordersUtf8 === true) return `<?xml version="1.0" encoding="utf-8"?>${list}`
    return cp1251(`<?xml version="1.0" encoding="windows-1251"?>${list}`)
  }

  async function answer(request: SiteRequest, headers: Headers, bytes: Uint8Array): Promise<string | Uint8Array> {
    const { type, mode, file, cookie } = request
    const open = faults.open?.includes(mode) === true
    if (!open && faults.takesAnyLogin !== true && headers.get('authorization') !== expected)
      return 'failure\nwrong login'
    if (faults.noPost === true && request.method === 'POST' && mode !== 'file') return 'failure\nuse GET'
    if (faults.refusesEmptyParameters === true && /&&|&$/.test(request.url)) return 'failure\nempty parameter'
    if (!['catalog', 'sale', 'reference'].includes(type)) {
      return faults.takesUnknownModes === true ? 'success' : 'failure\nunknown type'
    }
    if (mode === 'checkauth') return checkauth(cookie)
    const session =
      sessions.get(/(?:^|; )[\w.]+=([^;]*)/.exec(cookie ?? '')?.[1] ?? '') ??
      (open || faults.ignoresCookies === true ? shared : undefined)
    if (session === undefined) return 'failure\nno such session'
    const parameters = parametersOf(new URL(request.url).search, faults)
    if (faults.token !== undefined && parameters.get('sessid') !== faults.token && !open) return 'failure\nno sessid'
    const four = faults.alwaysFourLines === true || parameters.has('version')
    switch (mode) {
      case 'init':
        if (faults.appends !== true) {
          session.files.clear()
          session.imported.clear()
        }
        return `zip=${zip}\nfile_limit=${fileLimit}${four ? `\nsessid=${faults.token ?? 'x'}\nversion=2.09` : ''}`
      case 'file':
        return store(session, file, bytes)
      case 'import':
        return importFile(session, file)
      case 'query':
        return orders()
      case 'success':
        site.confirmed++
        return 'success'
      case 'complete':
        return faults.refusesComplete === true ? 'failure\nunknown mode' : 'success'
      case 'deactivate':
        return 'success'
      default:
        return faults.takesUnknownModes === true ? 'success' : 'failure\nunknown mode'
    }
  }

  const site: FakeSite = {
    requests,
    imported,
    confirmed: 0,
    fetch: async (input, init) => {
      const sent = new Request(input as URL, init)
      const url = new URL(sent.url)
      const parameters = parametersOf(url.search, faults)
      const bytes = new Uint8Array(await sent.arrayBuffer())
      const { headers } = init ?? {}
      const given = new Headers(headers) // Request drops Cookie
      const request: SiteRequest = {
        method: sent.method,
        url: sent.url,
        type: parameters.get('type') ?? '',
        mode: parameters.get('mode') ?? '',
        file: parameters.get('filename') ?? '',
        cookie: given.get('cookie'),
        bytes: bytes.length,
      }
      requests.push(request)
      if (faults.crashes === true && request.file.includes('\0'))
        return new Response('<html>500</html>', { status: 500 })
      if (bytes.length > (faults.largestBody ?? Number.POSITIVE_INFINITY)) {
        return new Response('<html>413 Request Entity Too Large</html>', { status: 413 })
      }
      const plain = await answer(request, given, bytes)
      const body = typeof plain === 'string' && faults.body !== undefined ? faults.body(request.mode, plain) : plain
      const charset = plain instanceof Uint8Array ? 'windows-1251' : 'utf-8'
      return new Response(typeof body === 'string' ? new TextEncoder().encode(body) : (body as BodyInit), {
        status: faults.status?.(request.mode) ?? 200,
        headers: { 'content-type': `text/plain; charset=${charset}`, ...faults.headers?.(request.mode) },
      })
    },
  }
  return site
}

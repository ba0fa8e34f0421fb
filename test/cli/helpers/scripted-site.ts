import { createServer, type RequestListener } from 'node:http'
import { closeServers, portOf } from '../../helpers/servers.ts'

closeServers()

/** What a site replies, by mode. */
export type Replies = Readonly<Record<string, string | Uint8Array>>

export const ORDERS =
  '<?xml version="1.0" encoding="utf-8"?><КоммерческаяИнформация ВерсияСхемы="2.10"></КоммерческаяИнформация>'

export const REPLIES = {
  checkauth: 'success\nsid\nabcdef',
  init: 'zip=no\nfile_limit=1000000',
  query: ORDERS,
} satisfies Replies

/** A site whose replies are those of a table, with everything that was asked. */
export interface ScriptedSite {
  readonly url: string
  readonly asked: readonly string[]
}

const modeOf = (url = ''): string => /mode=(\w+)/.exec(url)?.[1] ?? ''

/** Whatever has no reply has success; a listener answers what asks for an import. */
export async function scriptedSite(replies: Replies = {}, listener?: RequestListener): Promise<ScriptedSite> {
  const table: Replies = { ...REPLIES, ...replies }
  const asked: string[] = []
  const url = await urlOf((request, response) => {
    const mode = modeOf(request.url)
    asked.push(request.url ?? '')
    if (listener !== undefined && mode === 'import') listener(request, response)
    else request.resume().on('end', () => response.end(table[mode] ?? 'success'))
  })
  return { url, asked }
}

/** The address of a site that answers in this way until the test has ended. */
export const urlOf = async (listener: RequestListener): Promise<string> =>
  `http://127.0.0.1:${await portOf(createServer(listener).listen(0, '127.0.0.1'))}/1c`

export const modes = ({ asked }: ScriptedSite): string[] => asked.map(modeOf)

/** The names under which files were sent. */
export const sentNames = ({ asked }: ScriptedSite): string[] =>
  asked.flatMap((url) => /mode=file&filename=(.*)/.exec(url)?.[1] ?? [])

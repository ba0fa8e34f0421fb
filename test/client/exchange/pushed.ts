import {
  type ClientFile,
  type ExchangeEvent,
  fileOf,
  type PushOptions,
  pushCatalog,
} from '../../../src/client/index.ts'
import { type FakeSite, PASSWORD, USER } from '../fake-site.ts'

export const URL = 'http://site.test/1c'
export const xml = (text: string): string =>
  `<КоммерческаяИнформация ВерсияСхемы="2.08"><!-- ${text} --></КоммерческаяИнформация>`
export const CATALOG: readonly ClientFile[] = [
  fileOf('import.xml', xml('товары')),
  fileOf('offers.xml', xml('цены')),
  fileOf('import_files/ab/abc.jpg', new Uint8Array(100)),
]

export async function run(events: AsyncIterable<ExchangeEvent>): Promise<{ events: ExchangeEvent[]; error: unknown }> {
  const seen: ExchangeEvent[] = []
  try {
    for await (const event of events) seen.push(event)
    return { events: seen, error: undefined }
  } catch (error) {
    return { events: seen, error }
  }
}

export const options = (site: FakeSite, more: PushOptions = {}): PushOptions => ({
  user: USER,
  password: PASSWORD,
  fetch: site.fetch,
  pollPauseMs: 0,
  ...more,
})
export const push = (site: FakeSite, more?: PushOptions, files = CATALOG) =>
  run(pushCatalog(URL, files, options(site, more)))
export const asked = (site: FakeSite): string[] => site.requests.map(({ url }) => url.slice(URL.length))
export const modes = (site: FakeSite): string =>
  site.requests
    .map(({ mode }) => mode)
    .filter((mode, index, all) => mode !== all[index - 1])
    .join(' ')
export const uuids = (text: string): string => text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'UUID')

import { GOODS, NO_ORDERS, OFFERS } from './check-documents.ts'
import type { Case, Visit } from './check-visit.ts'
import { type ClientFile, fileOf } from './chunks.ts'
import { pushCatalog, pushOrders } from './exchange.ts'
import { isExchangeFailure } from './failure.ts'
import type { Profile } from './profile.ts'
import type { ExchangeEvent, PushOptions } from './session.ts'
import { storedZip } from './stored-zip.ts'

type Push = (url: string | URL, files: readonly ClientFile[], options: PushOptions) => AsyncIterable<ExchangeEvent>

/** A whole exchange the way a profile does it, without its pauses and repetitions. */
async function play(
  visit: Visit,
  id: string,
  profile: Profile,
  push: Push,
  files: readonly ClientFile[],
): Promise<void> {
  const { maxPolls = 200, pollPauseMs = 100 } = visit.options
  const options = { ...visit.siteOptions(profile), repeats: 0, maxPolls, pollPauseMs, zip: storedZip }
  let requests = 0
  try {
    for await (const event of push(visit.url, files, options)) if (event.type === 'request') requests++
    visit.report(id, 'ok', `${profile.title} comes to its end in ${requests} requests`)
  } catch (error) {
    if (!isExchangeFailure(error)) throw error
    const words = (error.words.split(`\n${profile.words.reply}`)[0] ?? '').replaceAll('\n', ' ')
    const about = error.file === undefined ? error.step : `${error.step} of ${error.file}`
    visit.report(id, 'error', `${profile.title} fails at ${about} (${error.code}) and says "${words}"`, {
      profiles: [profile],
      ...(error.entry !== undefined && { entry: error.entry }),
    })
  }
}

async function catalogs(visit: Visit): Promise<void> {
  const files = [fileOf('import.xml', GOODS), fileOf('offers.xml', OFFERS)]
  for (const profile of visit.profiles) await play(visit, `catalog-${profile.name}`, profile, pushCatalog, files)
}

async function orders(visit: Visit): Promise<void> {
  if (visit.options.write === false) return
  const files = [fileOf('orders.xml', NO_ORDERS)]
  for (const profile of visit.profiles) await play(visit, `orders-${profile.name}`, profile, pushOrders, files)
}

/** Whole exchanges, once for each client. */
export const DIALOGUE_CASES: readonly Case[] = [
  { id: 'catalog', needs: 'import', run: catalogs },
  { id: 'orders', needs: 'orders', run: orders },
]

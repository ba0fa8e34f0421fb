import { type ClientFile, fileOf } from '../chunks.ts'
import type { ExchangeEvent } from '../events.ts'
import { type ExchangeFailure, isExchangeFailure } from '../failure.ts'
import type { PushOptions } from '../options.ts'
import type { Profile } from '../profile.ts'
import { pushCatalog, pushOrders } from '../push.ts'
import type { Reply } from '../reply.ts'
import { readReply } from '../rules.ts'
import { type Mode, modeOf } from '../step.ts'
import { GOODS, NO_ORDERS, OFFERS } from './documents.ts'
import { type Level, ownWords } from './finding.ts'
import { storedZip } from './stored-zip.ts'
import type { Case, FindingDetails, Visit } from './visit.ts'

type Push = (url: string | URL, files: readonly ClientFile[], options: PushOptions) => AsyncIterable<ExchangeEvent>

/** A whole exchange the way a profile does it, without its pauses and repetitions. */
async function play(
  visit: Visit,
  id: string,
  profile: Profile,
  push: Push,
  files: readonly ClientFile[],
): Promise<void> {
  const { maxPolls, pollPauseMs } = visit
  const site = visit.siteOptions({ ...profile, repeatsCutGet: false })
  const options = { ...site, repeats: 0, maxPolls, pollPauseMs, zip: storedZip }
  let requests = 0
  try {
    for await (const event of push(visit.url, files, options)) if (event.type === 'request') requests++
    visit.report(id, 'ok', `${profile.title} comes to its end in ${requests} requests`)
  } catch (error) {
    if (!isExchangeFailure(error)) throw error
    if (error.reply === undefined && error.code !== 'too-many-polls') visit.unanswered(id, error)
    else visit.report(id, ...verdict(profile, error))
  }
}

/** What has no harm in it, or none that is certain, is a warning. */
function verdict(profile: Profile, failure: ExchangeFailure): [Level, string, FindingDetails] {
  const { step, code, file, words, entry, reply } = failure
  const details = { profiles: [profile], ...(entry !== undefined && { entry }) }
  if (step === 'deactivate' || step === 'complete') {
    const message = `everything was imported, but ${step} is refused: ${profile.title} alone sends it, and reports an error`
    return ['warning', message, details]
  }
  const about = file === undefined ? step : `${step} of ${file}`
  const message = `${profile.title} fails at ${about} (${code}) and says "${ownWords(profile, words)}"`
  if (reply !== undefined && countsOnlyTheEmptyLine(profile, modeOf(step), reply)) {
    return ['warning', `${message}, if it counts the empty line at the end (not verified)`, details]
  }
  return ['error', message, details]
}

/** The same reply without its last line feed goes well: `init-trailing-newline` tells of it. */
function countsOnlyTheEmptyLine(profile: Profile, mode: Mode, reply: Reply): boolean {
  if (mode !== 'init' || reply.bytes.at(-1) !== 0x0a) return false
  return readReply(profile, mode, { ...reply, bytes: reply.bytes.subarray(0, -1) }).result !== 'failed'
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

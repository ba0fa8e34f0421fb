import type { ClientFile } from '../chunks.ts'
import type { Answer } from '../connection.ts'
import { type ExchangeFailure, isExchangeFailure } from '../failure.ts'
import { DOCUMENT as NAME, went, why } from './answers.ts'
import { GOODS, goodsOf, SMALLEST_GOODS } from './documents.ts'
import type { Case, Visit } from './visit.ts'

const DEFAULT_FILE_BYTES = 4 * 1024 * 1024
/** The largest part to try, by default. */
const LARGEST_PART = 64 * 1024 * 1024
/** Parts for sites whose limit is too large to be tried. */
const SMALL_PART = 4096

/** Bytes that an archive around a document adds, where the site asks for one. */
const overheadOf = async (visit: Visit): Promise<number> => (await visit.packed(NAME, GOODS)).size - GOODS.length

/** A file of exactly so many bytes that holds goods. */
async function exactly(visit: Visit, size: number, limit: number): Promise<ClientFile> {
  return visit.packed(NAME, goodsOf(size - (await overheadOf(visit)), limit))
}

/** Chunks that end where the file does, one byte before and one behind. */
async function chunks(visit: Visit): Promise<void> {
  const { fileLimit } = visit.limits
  const { maxFileBytes = DEFAULT_FILE_BYTES } = visit.options
  if (fileLimit === undefined) {
    visit.report(
      'chunks',
      'note',
      'the site gives no file_limit: 1C sends each file in one request, chunks were not tried',
    )
    return
  }
  const overhead = await overheadOf(visit)
  // Two whole chunks of padding, so that at least one cut falls into it.
  const count = (limit: number): number => 2 + Math.ceil((SMALLEST_GOODS + overhead) / limit)
  const tried = count(fileLimit) * fileLimit < maxFileBytes ? fileLimit : Math.min(SMALL_PART, fileLimit)
  if (tried !== fileLimit) {
    const message = `file_limit is ${fileLimit}: whole files at the limit were not tried, they would be larger than ${maxFileBytes} bytes (maxFileBytes); parts of ${tried} bytes were`
    visit.report('chunks-limit', 'note', message)
  }
  const bad: string[] = []
  let last: Answer | undefined
  for (const [what, more] of [
    ['a whole number of chunks', 0],
    ['one byte more', 1],
    ['one byte less', -1],
  ] as const) {
    const answer = await visit.send(NAME, await exactly(visit, count(tried) * tried + more, tried), tried)
    if (went(answer)) continue
    bad.push(`${what} (${why(answer)})`)
    last = answer
  }
  if (last !== undefined) {
    const message = `files in chunks of ${tried} bytes are not put together: ${bad.join(', ')}`
    visit.report('chunks', 'error', message, { profiles: visit.profiles, entry: last.entry })
  } else if (visit.refusesBroken) {
    visit.report(
      'chunks',
      'ok',
      `files in chunks of ${tried} bytes are put together, at whole chunks and one byte beside`,
    )
  } else {
    const message =
      'chunks are taken, but the site imports broken documents too: whether they are put together cannot be seen'
    visit.report('chunks', 'note', message)
  }
}

/** One part as large as the site says it may be: servers before it often take less. */
async function fullPart(visit: Visit): Promise<void> {
  const { fileLimit } = visit.limits
  if (fileLimit === undefined) return
  const size = Math.min(fileLimit, visit.options.maxFileBytes ?? LARGEST_PART)
  const overhead = await overheadOf(visit)
  if (size < SMALLEST_GOODS + overhead) return // so small a limit is met by every other upload
  const file = await exactly(visit, size, size)
  let failure: ExchangeFailure | undefined
  const answer = await (await visit.login())
    .file(file.name, { file, part: { position: 0, length: size } })
    .catch((error: unknown) => {
      // Servers that refuse so much close the connection while it is being sent.
      if (!isExchangeFailure(error) || error.code === 'timeout') throw error
      failure = error
    })
  if (answer !== undefined && went(answer)) {
    const less = size < fileLimit ? `; file_limit is ${fileLimit}, which was not tried` : ''
    visit.report('part-limit', less === '' ? 'ok' : 'note', `a part of ${size} bytes is taken${less}`)
    return
  }
  const reply =
    answer === undefined ? (failure?.entry?.error ?? 'no reply') : `status ${answer.reply.status}, ${why(answer)}`
  const message = `file_limit is ${fileLimit}, but a part of ${size} bytes is not taken (${reply}): lower it, or raise what stands before it (client_max_body_size of nginx, post_max_size of PHP)`
  const entry = answer?.entry ?? failure?.entry
  visit.report('part-limit', 'error', message, { profiles: visit.profiles, ...(entry !== undefined && { entry }) })
}

async function emptyChunk(visit: Visit): Promise<void> {
  const limit = Math.min(visit.partLimit ?? SMALL_PART, SMALL_PART)
  const overhead = await overheadOf(visit)
  const size = Math.ceil((SMALLEST_GOODS + overhead) / limit) * limit
  const answer = await visit.send(NAME, await exactly(visit, size, limit), limit, { emptyLast: true })
  if (went(answer)) visit.report('chunk-empty', 'ok', 'an empty last chunk is taken')
  else {
    const message = `an empty last chunk is refused (${why(answer)}): emulators send one behind a file of a whole number of chunks`
    const profiles = visit.profiles.filter(({ emptyLastChunk }) => emptyLastChunk)
    visit.report('chunk-empty', 'warning', message, { profiles, entry: answer.entry })
  }
}

/** No 1C sends a part twice, but proxies do; without offsets a site cannot know for sure. */
async function repeatedChunk(visit: Visit): Promise<void> {
  const site = await visit.login()
  const file = await visit.packed(NAME, GOODS)
  await visit.upload(site, file, visit.partLimit)
  const sent = await visit.upload(site, file, visit.partLimit)
  const answer = went(sent) ? await visit.importDocument(site, NAME) : sent
  const message = went(answer)
    ? 'a file that is sent twice in one session is imported'
    : 'a file that is sent twice in one session is appended to itself; no 1C does that, a proxy that repeats a POST may'
  visit.report('chunk-again', went(answer) ? 'ok' : 'note', message, went(answer) ? {} : { entry: answer.entry })
}

/** Where files are cut, and how large a part may be. */
export const CHUNK_CASES: readonly Case[] = [
  { id: 'chunks', needs: 'import', run: chunks },
  { id: 'part-limit', needs: 'import', run: fullPart },
  { id: 'chunk-empty', needs: 'import', run: emptyChunk },
  { id: 'chunk-again', needs: 'import', run: repeatedChunk },
]

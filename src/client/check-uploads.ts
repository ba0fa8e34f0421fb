import { BROKEN_GOODS, GOODS, goodsOf, PICTURE, SMALLEST_GOODS } from './check-documents.ts'
import type { Case, Visit } from './check-visit.ts'
import { type ClientFile, fileOf, partsOf } from './chunks.ts'
import type { Answer } from './connection.ts'
import { type ExchangeFailure, isExchangeFailure } from './failure.ts'

const NAME = 'import0_1.xml'
const DEFAULT_FILE_BYTES = 4 * 1024 * 1024
/** The largest part that is tried unless told. */
const LARGEST_PART = 64 * 1024 * 1024
/** Parts for sites whose limit is too large to be tried. */
const SMALL_PART = 4096
const went = (answer: Answer): boolean => answer.outcome.result === 'ok'
const why = ({ outcome, entry }: Answer): string =>
  outcome.result === 'repeat' ? 'progress without end' : JSON.stringify(entry.reply.slice(0, 200))

/** The plain dialogue: everything else builds on it. */
async function plain(visit: Visit): Promise<void> {
  const site = await visit.login()
  const uploaded = await visit.upload(site, await visit.packed(NAME, GOODS), visit.partLimit)
  visit.replies.see('file', uploaded)
  if (!went(uploaded)) {
    const message = `the file ${NAME} was not taken: ${why(uploaded)}; nothing else of uploads was looked at`
    visit.report('upload', 'error', message, { profiles: visit.profiles, entry: uploaded.entry })
    return
  }
  visit.report('upload', 'ok', 'a file is taken')
  let imported = await visit.importDocument(site, NAME, (answer) => visit.replies.see('import', answer))
  if (imported.outcome.result === 'failed' && visit.partLimit !== undefined) {
    // In one request: if that goes well, only chunks are to blame, and everything else can still be looked at.
    visit.partLimit = undefined
    imported = await visit.send(NAME, await visit.packed(NAME, GOODS), undefined)
  }
  if (imported.outcome.result === 'repeat') {
    const message = `import said progress ${visit.options.maxPolls ?? 200} times for one item: every 1C asks for ever`
    visit.report('import-endless', 'error', message, { profiles: visit.profiles, entry: imported.entry })
    return
  }
  visit.imports = went(imported)
  const archive = visit.limits.zip
    ? ': the site asked for archives, so the document came in one and has to be unpacked when import names it'
    : ''
  const message = visit.imports
    ? 'a small catalog is imported'
    : `a small catalog was not imported: ${why(imported)}${archive}; what needs an import was not looked at`
  visit.report('import', visit.imports ? 'ok' : 'error', message, {
    profiles: visit.imports ? [] : visit.profiles,
    entry: imported.entry,
  })
}

async function picture(visit: Visit): Promise<void> {
  const file = fileOf('import_files/c0/c0ffee_commerceml-check.png', PICTURE)
  const answer = await visit.upload(await visit.login(), file, visit.partLimit)
  if (went(answer)) visit.report('upload-picture', 'ok', 'a picture is taken')
  else
    visit.report('upload-picture', 'error', `a picture was not taken: ${why(answer)}`, {
      profiles: visit.profiles,
      entry: answer.entry,
    })
}

async function broken(visit: Visit): Promise<void> {
  const answer = await visit.send(NAME, await visit.packed(NAME, BROKEN_GOODS), visit.partLimit)
  visit.refusesBroken = !went(answer)
  if (visit.refusesBroken) {
    visit.replies.see('import', answer, true)
    visit.report('import-broken', 'ok', 'a document that is cut short is refused')
    return
  }
  const message = 'a document without its end is answered with success: a lost chunk goes unnoticed'
  visit.report('import-broken', 'warning', message, { profiles: visit.profiles, entry: answer.entry })
}

async function missing(visit: Visit): Promise<void> {
  const answer = await (await visit.login()).import('import0_9.xml')
  if (answer.outcome.result === 'failed') {
    visit.refusesMissing = true
    visit.replies.see('import', answer, true)
    visit.report('import-missing', 'ok', 'import of a file that was never sent is refused')
    return
  }
  const message = 'import of a file that was never sent is not refused: 1C believes that its goods have arrived'
  visit.report('import-missing', 'warning', message, { profiles: visit.profiles, entry: answer.entry })
}

async function again(visit: Visit): Promise<void> {
  const site = await visit.login()
  await visit.upload(site, await visit.packed(NAME, GOODS), visit.partLimit)
  await visit.importDocument(site, NAME)
  const answer = await visit.importDocument(site, NAME)
  if (went(answer)) visit.report('import-again', 'ok', 'a second import of the same file is harmless')
  else {
    const message = `a second import of the same file fails (${why(answer)}): a client that lost the first success reports an error`
    visit.report('import-again', 'warning', message, { profiles: visit.profiles, entry: answer.entry })
  }
}

/** A file of exactly so many bytes that holds goods. */
async function exactly(visit: Visit, size: number, limit: number): Promise<ClientFile> {
  const overhead = (await visit.packed(NAME, GOODS)).size - GOODS.length
  return visit.packed(NAME, goodsOf(size - overhead, limit))
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
  const overhead = (await visit.packed(NAME, GOODS)).size - GOODS.length
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
  const overhead = (await visit.packed(NAME, GOODS)).size - GOODS.length
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
  const overhead = (await visit.packed(NAME, GOODS)).size - GOODS.length
  const size = Math.ceil((SMALLEST_GOODS + overhead) / limit) * limit
  const answer = await visit.send(NAME, await exactly(visit, size, limit), limit, true)
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

/** A session that broke off, and the whole once more, as УТ 11.5 and УНФ do. */
async function retry(visit: Visit): Promise<void> {
  const { partLimit } = visit
  const site = await visit.login()
  const file = await visit.packed(NAME, GOODS)
  for (const part of [...partsOf(file.size, partLimit)].slice(0, 1)) await site.file(file.name, { file, part })
  const answer = await visit.send(NAME, await visit.packed(NAME, GOODS), partLimit)
  if (went(answer)) visit.report('retry', 'ok', 'a session that broke off can be repeated from the start')
  else {
    const profiles = visit.profiles.filter(({ repeats }) => repeats > 0)
    const message = `after a session that broke off, the same file sent anew is not imported (${why(answer)}): init must clear what was there, else the new file is appended to the old`
    visit.report('retry', 'error', message, { profiles, entry: answer.entry })
  }
}

/** Two 1C at once, each with half a file when the other begins. */
async function together(visit: Visit): Promise<void> {
  const files = [await visit.packed(NAME, GOODS), await visit.packed(NAME, GOODS)] as const
  const parts = [...partsOf(files[0].size, visit.partLimit)]
  const half = Math.ceil(parts.length / 2)
  const first = await visit.login()
  for (const part of parts.slice(0, half)) await first.file(files[0].name, { file: files[0], part })
  const second = await visit.login()
  for (const part of parts.slice(0, half)) await second.file(files[1].name, { file: files[1], part })
  for (const part of parts.slice(half)) await first.file(files[0].name, { file: files[0], part })
  for (const part of parts.slice(half)) await second.file(files[1].name, { file: files[1], part })
  const answers = [await visit.importDocument(first, NAME), await visit.importDocument(second, NAME)]
  const bad = answers.find((answer) => !went(answer))
  if (bad === undefined) visit.report('two-sessions', 'ok', 'two sessions at once do not disturb each other')
  else {
    const message = `of two sessions at once, one spoils the upload of the other (${why(bad)})`
    visit.report('two-sessions', 'warning', message, { profiles: visit.profiles, entry: bad.entry })
  }
}

/** What becomes of files. The first shows whether the others can be tried. */
export const UPLOAD_CASES: readonly Case[] = [
  { id: 'upload', needs: 'write', run: plain },
  { id: 'upload-picture', needs: 'write', run: picture },
  { id: 'import-missing', needs: 'write', run: missing },
  { id: 'import-broken', needs: 'import', run: broken },
  { id: 'import-again', needs: 'import', run: again },
  { id: 'chunks', needs: 'import', run: chunks },
  { id: 'part-limit', needs: 'import', run: fullPart },
  { id: 'chunk-empty', needs: 'import', run: emptyChunk },
  { id: 'chunk-again', needs: 'import', run: repeatedChunk },
  { id: 'retry', needs: 'import', run: retry },
  { id: 'two-sessions', needs: 'import', run: together },
]

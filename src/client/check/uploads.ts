import { fileOf, partsOf } from '../chunks.ts'
import { DOCUMENT as NAME, went, why } from './answers.ts'
import { BROKEN_GOODS, GOODS, PICTURE, PICTURE_NAME } from './documents.ts'
import type { Case, Visit } from './visit.ts'

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
    const message = `import said progress ${visit.maxPolls} times for one item: every 1C asks for ever`
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
  const file = fileOf(PICTURE_NAME, PICTURE)
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
  { id: 'retry', needs: 'import', run: retry },
  { id: 'two-sessions', needs: 'import', run: together },
]

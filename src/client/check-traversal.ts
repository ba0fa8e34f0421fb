import { GOODS, PICTURE } from './check-documents.ts'
import type { Case, Visit } from './check-visit.ts'
import { fileOf } from './chunks.ts'
import type { Answer } from './connection.ts'
import { zipNameOf } from './plan.ts'
import { PROFILES } from './profiles.ts'
import { storedZip } from './stored-zip.ts'

const NAME = 'import0_1.xml'
const went = ({ outcome }: Answer): boolean => outcome.result !== 'failed'

/** Entries of an archive that would be written beside the folder, if they were unpacked as they are named. */
const CLIMBING: readonly string[] = ['../commerceml-check.xml', 'import_files/../../commerceml-check2.xml']

/**
 * Zip slip: OC and BXs write `folder . entry name` unchecked. From outside an entry that went astray looks like one that
 * was left out; one that was kept inside can be imported under the last part of its name.
 */
async function zipSlip(visit: Visit): Promise<void> {
  if (!visit.limits.zip) return
  const archive = await storedZip([fileOf(NAME, GOODS), ...CLIMBING.map((name) => fileOf(name, GOODS))])
  const file = { ...archive, name: zipNameOf(PROFILES.ut115, [NAME]) }
  const site = await visit.login()
  const uploaded = await visit.upload(site, file, visit.partLimit)
  const answer = went(uploaded) ? await visit.importDocument(site, NAME) : uploaded
  if (!went(answer)) {
    visit.report('zip-slip', 'ok', 'an archive with names that lead out of the folder is refused')
    return
  }
  if (visit.refusesMissing && went(await visit.importDocument(site, 'commerceml-check.xml'))) {
    visit.report('zip-slip', 'ok', 'of names in an archive that lead out of the folder the last part is kept, inside')
    return
  }
  const direct = visit.refusesMissing ? await visit.importDocument(site, '../commerceml-check.xml') : undefined
  const astray = direct !== undefined && went(direct)
  const message = astray
    ? 'an archive may name files outside the folder, and import reads them there'
    : 'an archive with names that lead out of the folder is taken; look whether commerceml-check.xml is beside it now'
  visit.report('zip-slip', astray ? 'error' : 'warning', message, { profiles: visit.profiles, entry: answer.entry })
}

/** WC and OC check names at upload, if at all, and not those that import reads. */
async function importTraversal(visit: Visit): Promise<void> {
  if (!visit.refusesMissing) return
  const site = await visit.login()
  if (visit.limits.zip) await visit.upload(site, await visit.packed(NAME, GOODS), visit.partLimit)
  else {
    await visit.upload(site, fileOf(NAME, GOODS), visit.partLimit)
    await visit.upload(site, fileOf('import_files/c0/c0ffee_commerceml-check.png', PICTURE), visit.partLimit)
  }
  // The second is a folder that is there: systems look up each part of a path.
  for (const name of [`x/../${NAME}`, `import_files/../${NAME}`]) {
    const answer = await visit.importDocument(site, name)
    if (!went(answer)) {
      visit.replies.see('import', answer, true)
      continue
    }
    const message = `import of ${name} reads ${NAME}: the name is used as a path; make sure that it cannot leave the folder`
    visit.report('import-traversal', 'warning', message, { profiles: visit.profiles, entry: answer.entry })
    return
  }
  visit.report('import-traversal', 'ok', 'import takes no name that leads through other folders')
}

/** Ways out of the folder of an exchange beside the name of an upload. */
export const TRAVERSAL_CASES: readonly Case[] = [
  { id: 'zip-slip', needs: 'import', run: zipSlip },
  { id: 'import-traversal', needs: 'import', run: importTraversal },
]

import { fileOf } from '../chunks.ts'
import type { Connection } from '../connection.ts'
import { zipNameOf } from '../plan.ts'
import { PROFILES } from '../profiles.ts'
import { DOCUMENT as NAME, went } from './answers.ts'
import { GOODS, PICTURE, PICTURE_NAME } from './documents.ts'
import type { Level } from './finding.ts'
import { storedZip } from './stored-zip.ts'
import type { Case, Visit } from './visit.ts'

/** Entries of an archive that would be written beside the folder, if they were unpacked as they are named. */
const CLIMBING: readonly string[] = ['../commerceml-check.xml', 'import_files/../../commerceml-check2.xml']
/** An entry that would get to the place of another one, inside: the sign of names that are used as paths. */
const CANARY = 'commerceml-check3.xml'
const ARCHIVED_PICTURE = 'import_files/c0ffee_commerceml-check.png'

/** What became of the entries, as far as import shows; an entry that went astray looks like one that was left out. */
async function fateOf(visit: Visit, site: Connection): Promise<readonly [Level, string]> {
  const reads = async (name: string): Promise<boolean> => went(await visit.importDocument(site, name))
  if (!visit.refusesMissing) {
    return ['note', 'an archive with names that lead out of the folder is taken; where its files went cannot be seen']
  }
  if (await reads('commerceml-check.xml')) {
    return ['ok', 'of names in an archive that lead out of the folder the last part is kept, inside']
  }
  if (await reads('../commerceml-check.xml')) {
    return ['error', 'an archive may name files outside the folder, and import reads them there']
  }
  if (await reads(CANARY)) {
    const message =
      'names in an archive are used as paths, .. and all; look whether commerceml-check.xml is beside the folder now'
    return ['warning', message]
  }
  return ['ok', 'names in an archive that lead out of the folder are left out']
}

/** Zip slip: OC and BXs write `folder . entry name` unchecked. */
async function zipSlip(visit: Visit): Promise<void> {
  if (!visit.limits.zip) return
  const entries = [...CLIMBING, `import_files/../${CANARY}`].map((name) => fileOf(name, GOODS))
  const archive = await storedZip([fileOf(ARCHIVED_PICTURE, PICTURE), fileOf(NAME, GOODS), ...entries])
  const file = { ...archive, name: zipNameOf(PROFILES.ut115, [NAME]) }
  const site = await visit.login()
  const uploaded = await visit.upload(site, file, visit.partLimit)
  const answer = went(uploaded) ? await visit.importDocument(site, NAME) : uploaded
  if (!went(answer)) {
    visit.report('zip-slip', 'ok', 'an archive with names that lead out of the folder is refused')
    return
  }
  const [level, message] = await fateOf(visit, site)
  visit.report('zip-slip', level, message, level === 'ok' ? {} : { profiles: visit.profiles, entry: answer.entry })
}

/** WC and OC check names at upload, if at all, and not those that import reads. */
async function importTraversal(visit: Visit): Promise<void> {
  if (!visit.refusesMissing) return
  const site = await visit.login()
  if (visit.limits.zip) await visit.upload(site, await visit.packed(NAME, GOODS), visit.partLimit)
  else {
    await visit.upload(site, fileOf(NAME, GOODS), visit.partLimit)
    await visit.upload(site, fileOf(PICTURE_NAME, PICTURE), visit.partLimit)
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

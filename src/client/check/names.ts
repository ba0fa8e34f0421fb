import type { Answer } from '../connection.ts'
import type { TranscriptEntry } from '../transcript.ts'
import { GOODS, HARMLESS } from './documents.ts'
import type { Level } from './finding.ts'
import type { Case, Visit } from './visit.ts'

/** Names of files that a site must not take as they are. All are new, and what is sent under them does no harm. */
interface Names {
  readonly id: string
  readonly level: Level
  readonly names: readonly string[]
  readonly good: string
  readonly bad: string
}

const NAMES: readonly Names[] = [
  {
    id: 'name-null',
    level: 'warning',
    names: ['commerceml-check.xml%00.jpg'],
    good: 'a name with a zero byte is refused',
    bad: 'a name with a zero byte is taken; languages that end a name there write another file than was checked',
  },
  {
    id: 'name-absolute',
    level: 'note',
    names: ['/commerceml-check/commerceml-check.xml', 'C:\\commerceml-check.xml', '\\\\commerceml\\check.xml'],
    good: 'absolute names are refused',
    // 1C on Linux sends names below /tmp (BXc), so a site may well understand them as relative ones.
    bad: 'absolute names are taken; make sure that the file is below the folder of the exchange',
  },
  {
    id: 'name-executable',
    level: 'error',
    names: [
      'import_files/c0/commerceml-check.php',
      'import_files/c0/commerceml-check.phtml',
      'commerceml-check.php.',
      'commerceml-check.aspx',
      'commerceml-check.jsp',
    ],
    good: 'programs are refused',
    bad: 'files that a web server may run are taken; whoever knows the password of the exchange can put a program there',
  },
]

const refused = ({ outcome }: Answer): boolean => outcome.result === 'failed'

// An exception that a name like these causes is answered with a page of the framework: a finding of its own.
const crashed = ({ reply }: Answer): boolean => reply.status >= 500

const names = ({ id, level, names: list, good, bad }: Names): Case => ({
  id,
  needs: 'write',
  async run(visit) {
    const site = await visit.login()
    const taken: string[] = []
    let entry: TranscriptEntry | undefined
    let crash: Answer | undefined
    for (const name of list) {
      const answer = await site.file(name, HARMLESS)
      if (crashed(answer)) crash ??= answer
      else if (refused(answer)) visit.replies.see('file', answer, true)
      else {
        taken.push(name)
        entry ??= answer.entry
      }
    }
    if (entry !== undefined) {
      visit.report(id, level, `${bad}: ${taken.join(', ')}`, { profiles: visit.profiles, entry })
    } else if (crash !== undefined) reportCrash(visit, id, crash)
    else visit.report(id, 'ok', good)
  },
})

function reportCrash(visit: Visit, id: string, { reply, entry }: Answer): void {
  const message = `such a name is answered with status ${reply.status}: nothing was taken, but failure was meant`
  visit.report(id, 'warning', message, { profiles: visit.profiles, entry })
}

/** Each leads one folder up, by another spelling; `CHECK` becomes a name of its own. */
const CLIMBING: readonly string[] = [
  '../CHECK',
  'import_files/../../CHECK',
  '..\\CHECK',
  'import_files\\..\\..\\CHECK',
  '%2e%2e%2fCHECK',
  '%2e%2e%5cCHECK',
  '/tmp/../CHECK',
]

/**
 * A site may refuse such a name, or keep its last part: `basename()` is as safe. Which of the two is seen by asking for
 * import under that last part, in a session of its own that has sent nothing else.
 */
async function keptInside(visit: Visit, name: string, base: string): Promise<{ taken?: Answer; inside: boolean }> {
  const site = await visit.login()
  const answer = await site.file(name, GOODS)
  if (crashed(answer)) {
    reportCrash(visit, 'name-traversal-status', answer)
    return { inside: false }
  }
  if (refused(answer)) {
    visit.replies.see('file', answer, true)
    return { inside: false }
  }
  // A site that answers success to whatever is asked shows nothing.
  if (!visit.refusesMissing || !visit.imports) return { taken: answer, inside: false }
  return { taken: answer, inside: !refused(await visit.importDocument(site, base)) }
}

async function traversal(visit: Visit): Promise<void> {
  const outside: string[] = []
  const inside: string[] = []
  let entry: TranscriptEntry | undefined
  for (const [index, climbing] of CLIMBING.entries()) {
    const base = `commerceml-check${index}.xml`
    const name = climbing.replace('CHECK', base)
    const kept = await keptInside(visit, name, base)
    if (kept.taken === undefined) continue
    if (kept.inside) inside.push(name)
    else {
      outside.push(name)
      entry ??= kept.taken.entry
    }
  }
  if (entry !== undefined) {
    // To a site on Linux a backslash is a letter like any other.
    const level = outside.some((name) => /\/|%2f/i.test(name)) ? 'error' : 'warning'
    const message = `names that lead out of the folder are taken, and no file of that name is inside; look where it is now: ${outside.join(', ')}`
    visit.report('name-traversal', level, message, { profiles: visit.profiles, entry })
  } else if (inside.length > 0) {
    visit.report('name-traversal', 'ok', 'of names that lead out of the folder the last part is kept, inside')
  } else visit.report('name-traversal', 'ok', 'names that lead out of the folder are refused')
}

/** Where files may not go, and what they may not be. */
export const NAME_CASES: readonly Case[] = [
  { id: 'name-traversal', needs: 'write', run: traversal },
  ...NAMES.map(names),
]

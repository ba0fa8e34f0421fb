import { HARMLESS } from './check-documents.ts'
import type { Level } from './check-finding.ts'
import type { Case } from './check-visit.ts'

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
    id: 'name-traversal',
    level: 'error',
    names: [
      '../commerceml-check.xml',
      'import_files/../../commerceml-check.xml',
      '..\\commerceml-check.xml',
      'import_files\\..\\..\\commerceml-check.xml',
      '%2e%2e%2fcommerceml-check.xml',
      '%2e%2e%5ccommerceml-check.xml',
      '/tmp/../commerceml-check.xml',
      'commerceml-check.xml%00.jpg',
    ],
    good: 'names that lead out of the folder are refused',
    // A site that keeps the last part of a name is safe, but nobody can see that from outside.
    bad: 'names that lead out of the folder are taken; look where the file is now',
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

const names = ({ id, level, names: list, good, bad }: Names): Case => ({
  id,
  needs: 'write',
  async run(visit) {
    const site = await visit.login()
    const taken: string[] = []
    let entry: Awaited<ReturnType<typeof site.file>>['entry'] | undefined
    for (const name of list) {
      const answer = await site.file(name, HARMLESS)
      if (answer.outcome.result === 'failed') {
        visit.replies.see('file', answer, true)
        continue
      }
      taken.push(name)
      entry ??= answer.entry
    }
    if (entry === undefined) visit.report(id, 'ok', good)
    else visit.report(id, level, `${bad}: ${taken.join(', ')}`, { profiles: visit.profiles, entry })
  },
})

/** Where files may not go, and what they may not be. */
export const NAME_CASES: readonly Case[] = NAMES.map(names)

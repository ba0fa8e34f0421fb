import type { Profile, ProfileName } from '../profile.ts'
import type { Reply } from '../reply.ts'
import { readReply } from '../rules.ts'
import type { Mode } from '../step.ts'
import { formatEntry, type TranscriptEntry } from '../transcript.ts'

/** How bad a finding is: `error` stops one of the clients, loses data or leaves the site open; `warning` may; `note` does neither. */
export type Level = 'ok' | 'note' | 'warning' | 'error'

/** The result of checking one thing. */
export interface Finding {
  /** Name that never changes: `init-lines`. */
  readonly id: string
  /** How bad it is for those clients; `ok` if nothing was wrong. */
  readonly level: Level
  /** The clients that are affected. */
  readonly profiles: readonly ProfileName[]
  /** What was found, and what the affected clients do and say. In English, with the clients' words in Russian. */
  readonly message: string
  /** The request and reply that show it, with secrets masked. */
  readonly entry?: TranscriptEntry
}

const LEVELS: readonly Level[] = ['ok', 'note', 'warning', 'error']

/**
 * The level of the worst finding; `ok` if there are none. Useful for an exit code.
 *
 * @example
 * import { worst } from 'commerceml/client'
 * console.log(worst([{ id: 'init-lines', level: 'error', profiles: ['ut103'], message: '3 lines' }])) // error
 */
export function worst(findings: readonly Finding[]): Level {
  return LEVELS[Math.max(0, ...findings.map(({ level }) => LEVELS.indexOf(level)))] ?? 'ok'
}

/** `УТ 10.3 and УТ 11.5`. */
export function titlesOf(profiles: readonly Profile[]): string {
  const titles = profiles.map(({ title }) => title)
  return titles.length < 2 ? titles.join('') : `${titles.slice(0, -1).join(', ')} and ${titles.at(-1)}`
}

/** A client's words on one line, without the reply that it repeats behind them: that stands in the entry. */
export const ownWords = (profile: Profile, words: string): string =>
  (words.split(`\n${profile.words.reply}`)[0] ?? '').replaceAll('\n', ' ').trim()

/** Which clients stop at a reply, and with what words. */
export function whoStops(
  profiles: readonly Profile[],
  mode: Mode,
  reply: Reply,
): { profiles: Profile[]; sentence: string } {
  const groups = new Map<string, Profile[]>()
  for (const profile of profiles) {
    const outcome = readReply(profile, mode, reply)
    if (outcome.result !== 'failed') continue
    const words = ownWords(profile, outcome.words)
    groups.set(words, [...(groups.get(words) ?? []), profile])
  }
  const stops = [...groups].map(([words, group]) => {
    const verb = group.length === 1 ? 'stops' : 'stop'
    return `${titlesOf(group)} ${verb} here with "${words}"`
  })
  return { profiles: [...groups.values()].flat(), sentence: stops.join('; ') }
}

/**
 * Formats findings as lines of text, worst first, each with the dialogue that shows it.
 *
 * @example
 * import { checkSite, reportLines } from 'commerceml/client'
 * export async function report(url: string): Promise<void> {
 *   const findings = await checkSite(url, { user: '1c', password: 'secret', write: false })
 *   for (const line of reportLines(findings)) console.log(line)
 * }
 */
export function reportLines(findings: readonly Finding[]): string[] {
  const sorted = collapsed(findings).sort(
    (one, other) => LEVELS.indexOf(other.level) - LEVELS.indexOf(one.level) || rankOf(one) - rankOf(other),
  )
  const counts = LEVELS.map((level) => [level, findings.filter((finding) => finding.level === level).length] as const)
  const summary = counts.flatMap(([level, count]) => (count > 0 ? [`${count} ${level}`] : [])).reverse()
  return [
    ...sorted.flatMap(({ id, level, message, entry }) => [
      `${level.padEnd(7)} ${id}: ${message}`,
      ...(entry === undefined || level === 'ok'
        ? []
        : formatEntry(entry)
            .split('\n')
            .map((line) => `        ${line}`)),
    ]),
    summary.length === 0 ? 'nothing was checked' : summary.join(', '),
  ]
}

/** Whole exchanges tell what came of a cause that stands elsewhere: causes first. */
const OUTCOME = /^(catalog|orders)-/
const isOutcome = ({ id, profiles, level }: Finding): boolean =>
  OUTCOME.test(id) && level !== 'ok' && profiles.length === 1 && id.endsWith(`-${profiles[0]}`)
const rankOf = (finding: Finding): number => (isOutcome(finding) ? 1 : 0)

/** What follows the name of a client: `… fails at init (no-parameters) and says "…"`. */
const restOf = ({ message }: Finding): string => /(?: fails at | alone sends ).*$/.exec(message)?.[0] ?? message

/** Whole exchanges that failed alike as one finding. */
function collapsed(findings: readonly Finding[]): Finding[] {
  const alike = new Map<string, Finding[]>()
  const rest: Finding[] = []
  for (const finding of findings) {
    if (!isOutcome(finding)) {
      rest.push(finding)
      continue
    }
    const key = `${finding.id.split('-')[0]} ${finding.level}${restOf(finding)}`
    alike.set(key, [...(alike.get(key) ?? []), finding])
  }
  for (const group of alike.values()) {
    const [first, ...others] = group
    if (first === undefined) continue
    const also =
      others.length === 0
        ? ''
        : ` (so ${others.length === 1 ? 'does' : 'do'} ${others.map(({ id }) => id.replace(OUTCOME, '')).join(', ')})`
    rest.push({ ...first, profiles: group.flatMap(({ profiles }) => profiles), message: `${first.message}${also}` })
  }
  return rest
}

/**
 * Findings as plain data for JSON, with the level of the worst.
 *
 * @example
 * import { reportData } from 'commerceml/client'
 * console.log(JSON.stringify(reportData([]))) // {"worst":"ok","findings":[]}
 */
export function reportData(findings: readonly Finding[]): {
  /** What {@link worst} says of them. */
  worst: Level
  /** As they were given. */
  findings: readonly Finding[]
} {
  return { worst: worst(findings), findings }
}

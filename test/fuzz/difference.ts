import { ACCEPTED } from './accepted.ts'
import type { Case } from './case.ts'
import { LEVELS, type Level, type Outcome } from './outcome.ts'

/** That the engines do not agree. */
export interface Difference {
  readonly level: Level
  readonly wasm: string
  readonly saxes: string
  /** How each ended: that stays the same while a case is made smaller. */
  readonly kind: string
  /** In the list of what is accepted. */
  readonly accepted: string | undefined
}

/** What two engines must say alike, a line for each thing. */
export function essence({ told, code, offset, line, message, found }: Outcome): string[] {
  return [...told, `${code} @${offset}:${line} ${found ?? ''} ${code === 'not-well-formed' ? '' : message}`]
}

/** Without names and numbers: a message can quote the document. */
const withoutWords = (message: string): string => message.replace(/[^a-z ]+/g, '')

function kindOf(wasm: Outcome, saxes: Outcome): string {
  const place = wasm.offset === saxes.offset ? (wasm.line === saxes.line ? 'place' : 'line') : 'offset'
  return [wasm, saxes].map(({ code, message }) => `${code} ${withoutWords(message)}`).join(' / ') + place
}

/** The first level at which they differ; `undefined` when they agree. */
export function differenceOf(test: Case): Difference | undefined {
  let accepted: Difference | undefined
  for (const level of Object.keys(LEVELS) as Level[]) {
    const [wasm, saxes] = [LEVELS[level](test, 'wasm'), LEVELS[level](test, 'saxes')]
    const [ours, theirs] = [essence(wasm), essence(saxes)]
    const at = ours.findIndex((line, index) => line !== theirs[index])
    if (at === -1 && ours.length === theirs.length && wasm.code !== 'crashed') continue
    const reason = ACCEPTED.find(({ applies }) => applies(wasm, saxes, test))?.name
    const difference: Difference = {
      level,
      wasm: `${ours[at] ?? '(nothing)'} ${wasm.message}`,
      saxes: `${theirs[at] ?? '(nothing)'} ${saxes.message}`,
      kind: `${level}: ${kindOf(wasm, saxes)}`,
      accepted: reason,
    }
    if (reason === undefined) return difference
    accepted = difference
  }
  return accepted
}

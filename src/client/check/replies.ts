import { withoutEnd } from '../blanks.ts'
import type { Answer } from '../connection.ts'
import type { Profile } from '../profile.ts'
import type { Mode } from '../step.ts'
import type { TranscriptEntry } from '../transcript.ts'
import { type Level, titlesOf, whoStops } from './finding.ts'
import { isUtf8, type Seen } from './seen.ts'
import type { Symptom } from './symptom.ts'
import { SYMPTOMS } from './symptoms.ts'

interface Noticed {
  readonly symptom: Symptom
  readonly profiles: Set<Profile>
  readonly modes: Set<Mode>
  readonly message: (titles: string) => string
  readonly first: Seen
}

/** Watches the replies of all dialogues, so that what is wrong with each of them is told once. */
export class ReplyWatch {
  readonly #profiles: readonly Profile[]
  readonly #noticed = new Map<string, Noticed>()
  #count = 0

  constructor(profiles: readonly Profile[]) {
    this.#profiles = profiles
  }

  /** Looks at a reply; `refusal` when the site was meant to say no. */
  see(mode: Mode, answer: Answer, refusal = false): void {
    this.#count++
    const { bytes, status } = answer.reply
    const raw = new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1251').decode(bytes)
    const seen: Seen = { mode, answer, status, bytes, raw, text: withoutEnd(raw, '\r\n'), refusal }
    for (const symptom of SYMPTOMS) {
      if (refusal && symptom.refusals !== true) continue
      if (symptom.modes?.includes(mode) === false || !symptom.shows(seen)) continue
      const noticed = this.#noticed.get(symptom.id) ?? {
        symptom,
        profiles: new Set(),
        modes: new Set(),
        first: seen,
        message: (titles) => symptom.message(titles, seen),
      }
      noticed.modes.add(mode)
      for (const profile of this.#profiles) if (symptom.hits(profile, seen)) noticed.profiles.add(profile)
      this.#noticed.set(symptom.id, noticed)
    }
  }

  /** What was noticed, once each. */
  *findings(): Generator<{ id: string; level: Level; message: string; profiles: Profile[]; entry?: TranscriptEntry }> {
    for (const { symptom, profiles, modes, message, first } of this.#noticed.values()) {
      const hit = [...profiles]
      const { sentence } = whoStops(hit, first.mode, first.answer.reply)
      const stops = first.refusal || sentence === '' ? '' : `: ${sentence}`
      const text = `${message(titlesOf(hit))}${stops} (${[...modes].join(', ')})`
      yield { id: symptom.id, level: symptom.level, message: text, profiles: hit, entry: first.answer.entry }
    }
    if (this.#noticed.size === 0 && this.#count > 0) {
      yield {
        id: 'replies',
        level: 'ok',
        message: `${this.#count} replies read the same in every client`,
        profiles: [],
      }
    }
  }
}

import { createIdHash } from '../id-hash.ts'
import type { Consume, Finding } from '../job.ts'
import { collectGarbage } from './collector.ts'
import { weigh } from './weigh.ts'

interface Identified {
  readonly id?: string
}

/** As much of an event as is looked at here: of one with few fields, too. */
export interface Taken {
  readonly type: string
  readonly product?: Identified
  readonly offer?: Identified
  readonly order?: Identified
}

/** What stands behind `for await`. */
export interface Consumer {
  take(event: Taken): void
  finding(): Finding
}

/** Its id, if the event is a product, offer or order: what the generator counts. */
function idOf(event: Taken): string | undefined {
  switch (event.type) {
    case 'product':
      return event.product?.id ?? ''
    case 'offer':
      return event.offer?.id ?? ''
    case 'order':
      return event.order?.id ?? ''
    default:
      return undefined
  }
}

/** Every value of every event's payload. */
function all(): Consumer {
  let entities = 0
  let checksum = 0
  return {
    take(event) {
      if (idOf(event) !== undefined) entities++
      checksum += weigh((event as Taken & Record<string, unknown>)[event.type]) // the payload, under the same word
    },
    finding: () => ({ entities, checksum }),
  }
}

function count(): Consumer {
  let entities = 0
  return {
    take(event) {
      if (idOf(event) !== undefined) entities++
    },
    finding: () => ({ entities }),
  }
}

/** Whether these are the entities that were written. */
function hash(): Consumer {
  let entities = 0
  const ids = createIdHash()
  return {
    take(event) {
      const id = idOf(event)
      if (id === undefined) return
      entities++
      ids.add(id)
    },
    finding: () => ({ entities, idHash: ids.digest() }),
  }
}

const heldBytes = (): number => {
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Keeps all ids: a string that holds on to the chunk it was cut from shows here. */
function ids(): Consumer {
  const kept: string[] = []
  let before: number | undefined
  return {
    take(event) {
      before ??= heldBytes() // the first event: the engine is loaded, and nothing kept
      const id = idOf(event)
      if (id !== undefined) kept.push(id)
    },
    finding() {
      const bytesPerId = (heldBytes() - (before ?? 0)) / kept.length
      return { entities: kept.length, bytesPerId }
    },
  }
}

const CONSUMERS: Record<Consume, () => Consumer> = { all, count, hash, ids }

export const createConsumer = (consume: Consume = 'all'): Consumer => CONSUMERS[consume]()

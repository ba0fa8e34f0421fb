import type { SchemaOverrides } from '../../schema/places.ts'
import type { Clock } from '../clock.ts'
import { ImportFault } from './fault.ts'
import { endJobs, type KeptJob } from './kept-jobs.ts'
import type { ImportOrder } from './lease.ts'

/*
 * What an earlier session of the same user has left behind of the same file is ended before the file is imported: it
 * would go on to write older data over newer. Left behind is what nobody has asked for in the last GONE_AFTER: two 1C
 * bases may share a user and their file names, and do not disturb each other.
 */

// Twice the longest pause that a 1C makes between two calls of import (УНФ: 5 s): who has not asked for so long is gone.
const GONE_AFTER = 10_000

/** Imports of the same file that earlier sessions of the user have begun, and that nobody waits for now. */
export function leftBefore<S extends SchemaOverrides>(
  jobs: readonly KeptJob<S>[],
  { session, type, path }: ImportOrder,
): KeptJob<S>[] {
  return jobs.filter(
    ({ job, order }) =>
      !job.ended &&
      job.leftAt !== undefined &&
      order.path === path &&
      order.type === type &&
      order.session.user === session.user &&
      order.session.createdAt < session.createdAt,
  )
}

/** Ends those that were left behind; `false` if one does not let go before the deadline. */
export async function outlive<S extends SchemaOverrides>(
  older: readonly KeptJob<S>[],
  deadline: number,
  clock: Clock,
): Promise<boolean> {
  const now = clock.now()
  const gone = older.filter(({ job }) => job.leftAt !== undefined && now - job.leftAt >= GONE_AFTER)
  const reason = new ImportFault('import-superseded', 'a later session of the same user imports the file')
  return endJobs(gone, reason, Math.max(0, deadline - now), clock)
}

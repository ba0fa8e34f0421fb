import type { Entrant } from './heat.ts'
import type { InputFile } from './inputs.ts'
import type { Job } from './job.ts'
import { type Command, measureCommand, measureJob } from './processes.ts'
import type { Runtime } from './runtimes.ts'

/** Something that reads a file: in a runtime, or as a program of its own. */
type Contender =
  | { readonly job: Pick<Job, 'contender' | 'engine' | 'consume' | 'before'>; readonly rounds?: number }
  | { readonly command: (path: string) => Command }

// A round of one of these lasts as long as a hundred of the others.
const PEER_ROUNDS = 2
/** Of the same file, until its process has compiled what it is going to compile. */
const BEFORE = 3

/** All of them, by the name in the tables. Whose events are counted or walked is this library. */
export const CONTENDERS = {
  commerceml: { job: { contender: 'commerceml' } },
  'commerceml, read again': { job: { contender: 'commerceml', before: BEFORE } },
  'commerceml, counting only': { job: { contender: 'commerceml', consume: 'count' } },
  'commerceml, by path': { job: { contender: 'commerceml-file' } },
  'commerceml, a stream': { job: { contender: 'commerceml-stream' } },
  'commerceml, pushed': { job: { contender: 'commerceml-push' } },
  'commerceml, price and stock': { job: { contender: 'commerceml-fields' } },
  'commerceml, price and stock, read again': { job: { contender: 'commerceml-fields', before: BEFORE } },
  'commerceml, engine saxes': { job: { contender: 'commerceml', engine: 'saxes' } },
  saxes: { job: { contender: 'saxes' } },
  'saxes, read again': { job: { contender: 'saxes', before: BEFORE } },
  sax: { job: { contender: 'sax' } },
  'sax-wasm': { job: { contender: 'sax-wasm' } },
  'node-expat': { job: { contender: 'node-expat' } },
  htmlparser2: { job: { contender: 'htmlparser2' } },
  xmlwf: { command: (path) => ['xmlwf', path] },
  xmllint: { command: (path) => ['xmllint', '--stream', '--noout', path] },
  'commerceml-parser': { job: { contender: 'commerceml-parser' }, rounds: PEER_ROUNDS },
  'commerceml-js': { job: { contender: 'commerceml-js' }, rounds: PEER_ROUNDS },
  'inflate alone': { job: { contender: 'inflate' } },
} as const satisfies Record<string, Contender>

export type ContenderName = keyof typeof CONTENDERS

/** A contender with its file, ready to run; `label` where one name would stand twice in a table. */
export function entrant(name: ContenderName, input: InputFile, runtime: Runtime, label: string = name): Entrant {
  const contender: Contender = CONTENDERS[name]
  if ('command' in contender) return { name: label, run: () => measureCommand(contender.command(input.path)) }
  const { job, rounds } = contender
  const { path, kind, encoding } = input
  return {
    name: label,
    run: (trace) =>
      measureJob(runtime.command, runtime.child, {
        ...job,
        path,
        kind,
        encoding,
        peers: runtime.peers,
        trace: trace && runtime.v8,
      }),
    ...(rounds !== undefined && { rounds }),
  }
}

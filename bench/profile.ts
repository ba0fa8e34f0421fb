/**
 * Where the time of a read goes: by part and by function, self time, from a CPU profile of the built package.
 *
 *     npm run profile -- [import|offers|orders|prices|rests] [--bytes 100M] [--encoding windows-1251]
 *                        [--engine saxes] [--consume count] [--file my.xml] [--top 30]
 *
 * The profile itself stays in bench/tmp/read.cpuprofile, for the browser's tools. What V8 has inlined counts where it
 * was inlined, and sampling costs some time of its own: compare shares, and take times from `npm run bench`.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { compileChild } from './compile.ts'
import { CACHE, ROOT } from './folders.ts'
import type { Encoding, Kind } from './generate.ts'
import { inputFile } from './inputs.ts'
import type { Consume } from './job.ts'
import { measureJob } from './processes.ts'
import { selfTimes } from './profile/cpu-profile.ts'
import { byPart, partOf } from './profile/parts.ts'
import { wasmNames } from './profile/wasm-names.ts'
import { parseSize } from './size.ts'
import { markdownTable, whole } from './table.ts'

const profile = join(CACHE, 'read.cpuprofile')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    bytes: { type: 'string', default: '100M' },
    encoding: { type: 'string', default: 'utf-8' },
    engine: { type: 'string', default: 'wasm' },
    consume: { type: 'string', default: 'all' },
    file: { type: 'string' },
    top: { type: 'string', default: '30' },
  },
})
const kind = (positionals[0] ?? 'import') as Kind
const encoding = values.encoding as Encoding
const path = values.file ?? (await inputFile(kind, encoding, parseSize(values.bytes))).path

const { ms } = await measureJob([process.execPath], await compileChild(), {
  contender: 'commerceml',
  path,
  kind,
  encoding,
  engine: values.engine as 'wasm' | 'saxes',
  consume: values.consume as Consume,
  profile,
})

const times = selfTimes(profile, await wasmNames())
const total = times.reduce((sum, time) => sum + time.ms, 0)
const share = (part: number): string => `${((part / total) * 100).toFixed(1)} %`

console.log(`${path.replace(ROOT, '')}: read in ${whole(ms)} ms under the profiler\n`)
const parts = [...byPart(times)].map(([part, sum]) => [part, whole(sum), share(sum)])
console.log(markdownTable(['part', 'self ms', 'share'], parts).join('\n'))
const functions = times
  .slice(0, parseSize(values.top))
  .map((time) => [`${time.name}, ${time.source || 'V8'}`, whole(time.ms), share(time.ms), partOf(time)])
console.log(markdownTable(['function', 'self ms', 'share', 'part'], functions).join('\n'))

import { readFileSync } from 'node:fs'
import { sourceOf } from './sources.ts'

/** What `node --cpu-prof` writes, as far as it is used here. */
interface CpuProfile {
  readonly nodes: readonly ProfileNode[]
  readonly samples: readonly number[]
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[]
}

interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  readonly children?: readonly number[]
}

/** Time spent in one function, not in those it calls. */
export interface SelfTime {
  readonly name: string
  /** `src/xml/wasm/scanner.ts`, `node:internal/…`, `wasm://…`; empty for what V8 does itself. */
  readonly source: string
  readonly ms: number
}

const isBuiltin = ({ callFrame: { url, functionName } }: ProfileNode): boolean => url === '' && functionName[0] !== '('

/** Self time by function, the longest first. What V8 brings along (`latin1Slice`, `push`) counts where it was called. */
export function selfTimes(path: string, wasmNames: readonly string[]): SelfTime[] {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(path, 'utf8')) as CpuProfile // Node wrote it
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node] as const)))
  const sources = new Map<number, string>()
  function sourceFor(node: ProfileNode): string {
    let source = sources.get(node.id)
    if (source === undefined) {
      const caller = isBuiltin(node) ? parents.get(node.id) : undefined
      const { url, lineNumber } = node.callFrame
      source = caller === undefined ? sourceOf(url, lineNumber) : sourceFor(caller)
      sources.set(node.id, source)
    }
    return source
  }
  function nameOf({ callFrame: { functionName } }: ProfileNode): string {
    const [, number] = /^wasm-function\[(\d+)\]$/.exec(functionName) ?? []
    return (number === undefined ? undefined : wasmNames[Number(number)]) ?? (functionName || '(anonymous)')
  }

  const byId = new Map(nodes.map((node) => [node.id, node]))
  const found = new Map<string, SelfTime>()
  for (const [index, id] of samples.entries()) {
    const node = byId.get(id)
    if (node === undefined) continue
    const [name, source] = [nameOf(node), sourceFor(node)]
    const key = `${name}\n${source}`
    const ms = (found.get(key)?.ms ?? 0) + (timeDeltas[index] ?? 0) / 1000
    found.set(key, { name, source, ms })
  }
  return [...found.values()].sort((a, b) => b.ms - a.ms)
}

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where each source begins in a bundle of `dist`: the bundler leaves `// src/xml/wasm/scanner.ts` above it. */
const starts = new Map<string, readonly (readonly [line: number, source: string])[]>()

function startsIn(url: string): readonly (readonly [line: number, source: string])[] {
  let found = starts.get(url)
  if (found === undefined) {
    const lines = readFileSync(fileURLToPath(url), 'utf8').split('\n')
    found = lines.flatMap((text, line) => {
      const [, source] = /^\/\/ ((?:src|bench)\/\S+)$/.exec(text) ?? []
      return source === undefined ? [] : [[line, source] as const]
    })
    starts.set(url, found)
  }
  return found
}

/** The source of a place in a file: that of the bundle it is in, or the file itself, without the folders above it. */
export function sourceOf(url: string, line: number): string {
  if (!url.startsWith('file:')) return url
  if (!url.includes('/node_modules/')) {
    const inside = startsIn(url).findLast(([start]) => start <= line)
    if (inside !== undefined) return inside[1]
  }
  return url.replace(/^.*\/(node_modules|dist|bench)\//, '$1/')
}

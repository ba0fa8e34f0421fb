import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type CommerceMLEvent, type Input, type ReaderOptions, readEvents } from 'commerceml'
import type { AnyReaderOptions } from './any-options.ts'

const VALID = fileURLToPath(new URL('../../fixtures/valid/', import.meta.url))

/** One document of `fixtures/valid`. */
export interface FixtureDocument {
  /** `import-2.08/import.xml` */
  readonly name: string
  readonly path: string
  readonly bytes: Uint8Array
  readonly options: ReaderOptions
}

/** One folder of `fixtures/valid`: a document or a few, and the events that they are known to hold. */
export interface Fixture {
  readonly name: string
  readonly documents: readonly FixtureDocument[]
  /** One event a line, the documents' one after the other in the order of their names. */
  readonly expectedPath: string
}

/** All cases, `options.json` of a case saying how it is read. */
export function validFixtures(): Fixture[] {
  const folders = readdirSync(VALID, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders.map(({ name }) => {
    const folder = join(VALID, name)
    const optionsPath = join(folder, 'options.json')
    const options: ReaderOptions = existsSync(optionsPath) ? JSON.parse(readFileSync(optionsPath, 'utf8')) : {}
    const files = readdirSync(folder).filter((file) => file.endsWith('.xml'))
    const documents = files.sort().map((file): FixtureDocument => {
      const path = join(folder, file)
      return { name: `${name}/${file}`, path, bytes: new Uint8Array(readFileSync(path)), options }
    })
    return { name, documents, expectedPath: join(folder, 'expected.jsonl') }
  })
}

/** The events that each document of a case is known to hold. */
export function expectedEvents({ expectedPath }: Fixture): CommerceMLEvent[][] {
  const parts: CommerceMLEvent[][] = [[]]
  for (const line of readFileSync(expectedPath, 'utf8').split('\n')) {
    if (line === '') continue
    const event = JSON.parse(line) as CommerceMLEvent // written by update-fixtures.ts
    parts.at(-1)?.push(event)
    if (event.type === 'end') parts.push([])
  }
  if (parts.at(-1)?.length === 0) parts.pop()
  return parts
}

/** All events of a document, in the standard schema. `emit` gets each as it comes: also those before an error. */
export async function readAll(
  input: Input,
  options: AnyReaderOptions = {},
  emit: (event: CommerceMLEvent) => void = () => {},
): Promise<CommerceMLEvent[]> {
  const events: CommerceMLEvent[] = []
  for await (const event of readEvents(input, options as ReaderOptions)) {
    events.push(event)
    emit(event)
  }
  return events
}

/** As they come back from JSON: prototypes and absent values do not count. */
export const plain = (events: readonly unknown[]): unknown => JSON.parse(JSON.stringify(events))

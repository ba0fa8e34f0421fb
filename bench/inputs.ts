import { once } from 'node:events'
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { finished, pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { CACHE } from './folders.ts'
import { type Encoding, type GenerateOptions, generate, type Kind, type Manifest } from './generate.ts'

/** A generated file and what is in it. */
export interface InputFile {
  readonly path: string
  readonly kind: Kind
  readonly encoding: Encoding
  readonly manifest: Manifest
}

/**
 * A file of about that many bytes, made if the cache does not have it. Empty `bench/tmp` after a change of the
 * generator.
 */
export function inputFile(kind: Kind, encoding: Encoding, bytes: number): Promise<InputFile> {
  return made(`${kind}-${encoding}-${bytes}`, { kind, encoding, size: { bytes } })
}

/** The same document in another encoding: as many items, and so as many characters. */
export function recoded({ kind, manifest }: InputFile, encoding: Encoding): Promise<InputFile> {
  const items = entitiesIn(manifest)
  return made(`${kind}-${encoding}-${items}-items`, { kind, encoding, size: { items } })
}

/** A catalog of so many small products, made in the same way. */
export function smallProducts(items: number): Promise<InputFile> {
  return made(`products-${items}`, { kind: 'import', encoding: 'utf-8', size: { items }, small: true })
}

/** The same file in an archive, beside it. */
export async function zipped(input: InputFile): Promise<InputFile> {
  const path = input.path.replace(/\.xml$/, '.zip')
  if (!existsSync(path)) {
    const archive = new ZipFile()
    archive.addReadStream(createReadStream(input.path), `${input.kind}.xml`, {
      mtime: new Date('2025-01-15T10:30:00Z'),
    })
    archive.end()
    await pipeline(archive.outputStream, createWriteStream(`${path}.part`))
    renameSync(`${path}.part`, path)
  }
  return { ...input, path }
}

/** Products, offers or orders of the document. */
export const entitiesIn = ({ products, offers, orders = 0 }: Manifest): number => products + offers + orders

async function made(name: string, options: GenerateOptions & { readonly encoding: Encoding }): Promise<InputFile> {
  mkdirSync(CACHE, { recursive: true })
  const path = join(CACHE, `${name}.xml`)
  const manifestPath = join(CACHE, `${name}.json`)
  if (!existsSync(manifestPath)) {
    console.error(`making ${path}`)
    const manifest = await write(`${path}.part`, options)
    // The manifest comes last: an interrupted run leaves no file that looks complete.
    renameSync(`${path}.part`, path)
    writeFileSync(manifestPath, JSON.stringify(manifest))
  }
  const { kind, encoding } = options
  return { path, kind, encoding, manifest: JSON.parse(readFileSync(manifestPath, 'utf8')) }
}

async function write(path: string, options: GenerateOptions): Promise<Manifest> {
  const output = createWriteStream(path)
  const document = generate(options)
  for (;;) {
    const { done, value } = document.next()
    if (done) {
      output.end()
      await finished(output)
      return value
    }
    if (!output.write(value)) await once(output, 'drain')
  }
}

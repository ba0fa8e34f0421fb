import { once } from 'node:events'
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { type Encoding, type GenerateOptions, generate, type Kind, type Manifest } from './generate.ts'
import type { Input } from './measure.ts'

const DIRECTORY = new URL('tmp/', import.meta.url)

/** A generated file and what is in it. */
export interface InputFile extends Input {
  readonly manifest: Manifest
}

/** A file of about that many bytes, made if `bench/tmp` does not have it. Empty `bench/tmp` after a change of the generator. */
export function inputFile(kind: Kind, encoding: Encoding, bytes: number): Promise<InputFile> {
  return made(`${kind}-${encoding}-${bytes}`, { kind, encoding, size: { bytes } })
}

/** A catalog of so many small products, made in the same way. */
export function smallProducts(items: number): Promise<InputFile> {
  return made(`products-${items}`, { kind: 'import', encoding: 'utf-8', size: { items }, small: true })
}

async function made(name: string, options: GenerateOptions & { readonly encoding: Encoding }): Promise<InputFile> {
  mkdirSync(DIRECTORY, { recursive: true })
  const path = fileURLToPath(new URL(`${name}.xml`, DIRECTORY))
  const manifestUrl = new URL(`${name}.json`, DIRECTORY)
  if (!existsSync(manifestUrl)) {
    const manifest = await write(`${path}.part`, options)
    // The manifest comes last: an interrupted run leaves no file that looks complete.
    renameSync(`${path}.part`, path)
    writeFileSync(manifestUrl, JSON.stringify(manifest))
  }
  const { kind, encoding } = options
  return { path, kind, encoding, manifest: JSON.parse(readFileSync(manifestUrl, 'utf8')) }
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

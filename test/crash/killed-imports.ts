import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import sqlite from 'node-sqlite3-wasm'
import { ZipFile } from 'yazl'
import { generate } from '../../bench/generate.ts'
import { bundled } from '../helpers/bundled.ts'

const EXAMPLE = fileURLToPath(new URL('../../examples/resume-import.ts', import.meta.url))
const PRODUCTS = 1_500
// More often than this nothing is killed within one import: it would go on for long.
const MOST_KILLS = 6

/** What killing imports has shown. */
export interface Killed {
  /** Imports that were killed at least once. */
  readonly imports: number
  /** Processes that were killed behind their first commit and before their end. */
  readonly kills: number
  /** Imports whose database was not as that of a run in peace. */
  readonly different: readonly string[]
}

async function writeCatalog(path: string): Promise<void> {
  const output = createWriteStream(path)
  for (const piece of generate({ kind: 'import', size: { items: PRODUCTS }, small: true })) output.write(piece)
  output.end()
  await finished(output)
}

async function zip(path: string, archive: string): Promise<void> {
  const file = new ZipFile()
  file.addFile(path, 'import.xml')
  file.end()
  await finished(file.outputStream.pipe(createWriteStream(archive)))
}

interface Run {
  readonly killed: boolean
  /** Milliseconds from its first commit to its end. */
  readonly lasted: number
}

/** Runs the example; with `killAfter`, kills it that long after its first commit. */
async function runImport(path: string, database: string, killAfter: number | undefined): Promise<Run> {
  const example = await bundled(EXAMPLE)
  const child = spawn(process.execPath, [example, path, database], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  let committed = 0
  child.stderr.on('data', (chunk) => {
    if (said === '') {
      committed = performance.now()
      if (killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter)
    }
    said += chunk
  })
  const [code, signal] = await once(child, 'close')
  if (signal === null && code !== 0) throw new Error(`the import failed: ${said}`)
  return { killed: signal === 'SIGKILL', lasted: performance.now() - committed }
}

/** Everything in the database but the checkpoint's own text: its last place depends on where the run began. */
function contents(database: string): string {
  rmSync(`${database}.lock`, { recursive: true, force: true })
  const db = new sqlite.Database(database, { readOnly: true })
  try {
    db.get('PRAGMA locking_mode = EXCLUSIVE') // without it a write-ahead log needs memory that processes share
    return JSON.stringify([db.all('SELECT * FROM products ORDER BY number'), db.all('SELECT finished FROM progress')])
  } finally {
    db.close()
  }
}

/**
 * Imports a catalog, from a file and from an archive in turn, kills each import at random moments, lets it go on each
 * time, and compares the database with that of an import in peace: until so many imports were killed. Throws an `Error`
 * when hardly any can be hit.
 *
 * @param random numbers from 0 to 1
 */
export async function killImports(
  wantedImports: number,
  random: () => number,
  told: (imports: number, kills: number) => void = () => {},
): Promise<Killed> {
  const folder = mkdtempSync(join(tmpdir(), 'commerceml-crash-'))
  try {
    const catalog = join(folder, 'import.xml')
    const archive = join(folder, 'import.zip')
    await writeCatalog(catalog)
    await zip(catalog, archive)
    const peaceful = join(folder, 'peaceful.db')
    const { lasted } = await runImport(catalog, peaceful, undefined)
    const wanted = contents(peaceful)
    const different: string[] = []
    let kills = 0
    let imports = 0
    for (let time = 1; imports < wantedImports; time++) {
      if (time > 4 * wantedImports) throw new Error(`of ${time} imports ${imports} were killed: the moments are wrong`)
      const source = time % 2 === 0 ? archive : catalog
      const database = join(folder, `${time}.db`)
      let killed = 0
      while (killed < MOST_KILLS && (await runImport(source, database, random() * lasted)).killed) killed++
      if (killed === MOST_KILLS) await runImport(source, database, undefined)
      if (killed > 0) imports++
      kills += killed
      if (contents(database) !== wanted) different.push(`import ${time} of ${source}, killed ${killed} times`)
      rmSync(database)
      told(imports, kills)
    }
    return { imports, kills, different }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

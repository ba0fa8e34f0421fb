// An import that may be killed at any moment and goes on where it stood: where it stands is committed with what it read.
//   node --import tsx examples/resume-import.ts fixtures/valid/import-2.08/import.xml /tmp/shop.db
import { rm } from 'node:fs/promises'
import process from 'node:process'
import type { Checkpoint } from 'commerceml'
import { readPathEvents } from 'commerceml/node'
import sqlite from 'node-sqlite3-wasm'

// This build of SQLite takes its own lock for that of another process, and never rolls back what a rollback journal has
// of a commit that was killed in the middle. A write-ahead log needs no lock for that.
const JOURNAL = ['PRAGMA locking_mode = EXCLUSIVE', 'PRAGMA journal_mode = WAL']
const TABLES = `
  CREATE TABLE IF NOT EXISTS products (number INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS progress (file TEXT PRIMARY KEY, checkpoint TEXT NOT NULL, finished INTEGER NOT NULL);
`
/** Entities in one transaction: what is lost at most, and read again. */
const BATCH = 50

/** Imports a file or archive once, however often it is begun. Returns the products that this run has read. */
export async function importOnce(
  path: string,
  database: string,
  committed = (_read: number): void => {},
): Promise<number> {
  // The lock of a process that was killed stays; nobody but this one opens the database. Not by `rmSync`: on Windows that
  // of Node 23 to 24.13 finds nothing at a path with letters beyond ASCII (nodejs/node 56049).
  await rm(`${database}.lock`, { recursive: true, force: true })
  const db = new sqlite.Database(database)
  try {
    for (const pragma of JOURNAL) db.get(pragma)
    db.exec(TABLES)
    const row = db.get('SELECT checkpoint, finished FROM progress WHERE file = ?', path)
    if (row?.['finished'] === 1) return 0
    const resume = row == null ? undefined : (JSON.parse(String(row['checkpoint'])) as Checkpoint)
    const events = readPathEvents(path, { select: ['product'], resume })
    const insert = db.prepare('INSERT INTO products (id, name) VALUES (?, ?)')
    const stand = db.prepare('INSERT OR REPLACE INTO progress VALUES (?, ?, ?)')
    const commit = (finished: boolean): void => {
      stand.run([path, JSON.stringify(events.checkpoint()), finished ? 1 : 0])
      db.exec('COMMIT')
    }
    let read = 0
    try {
      db.exec('BEGIN')
      for await (const event of events) {
        if (event.type !== 'product') continue
        const { id = '', name = '' } = event.product
        insert.run([id, name])
        if (++read % BATCH !== 0) continue
        commit(false)
        committed(read)
        db.exec('BEGIN')
      }
      commit(true)
    } finally {
      insert.finalize()
      stand.finalize()
    }
    return read
  } finally {
    db.close()
  }
}

if (process.argv[1] === import.meta.filename) {
  const [, , path, database] = process.argv
  if (path === undefined || database === undefined) throw new Error('give a file of goods and one for the database')
  const read = await importOnce(path, database, (read) => process.stderr.write(`\r${read} products`))
  console.log(`\n${read} products`)
}

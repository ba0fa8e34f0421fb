type Environment = Readonly<Record<string, string>>

/** Environment of a process that runs this code before all. */
const preloading = (code: string): Environment => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}`,
})

/** One that can remove no file, as on Windows while a virus scanner has it open. */
export const STUCK_FILES = preloading(`
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
const stuck = () => { throw Object.assign(new Error('EBUSY: resource busy or locked'), { code: 'EBUSY' }) }
fs.rmSync = fs.unlinkSync = fs.rmdirSync = stuck
fs.promises.rm = async () => stuck()
syncBuiltinESMExports()`)

/** One that gets nothing onto the disk for good. */
export const UNSYNCED_FILES = preloading(`
import { open } from 'node:fs/promises'
const file = await open(process.execPath)
Object.getPrototypeOf(file).sync = async () => { throw new Error('EIO: i/o error, fsync') }
await file.close()`)

/** One of which every write to its standard output fails. */
export const failingOutput = (code: string, isTerminal: boolean): Environment =>
  preloading(`
process.stdout.isTTY = ${isTerminal}
process.stdout._writev = undefined
process.stdout._write = (_bytes, _encoding, done) =>
  setImmediate(done, Object.assign(new Error('write ${code}'), { code: '${code}', syscall: 'write' }))`)

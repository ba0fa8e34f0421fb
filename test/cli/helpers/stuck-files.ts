const CODE = `
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
const stuck = () => { throw Object.assign(new Error('EBUSY: resource busy or locked'), { code: 'EBUSY' }) }
fs.rmSync = fs.unlinkSync = fs.rmdirSync = stuck
fs.promises.rm = async () => stuck()
syncBuiltinESMExports()`

/** Environment of a process that can remove no file, as on Windows while a virus scanner has it open. */
export const STUCK_FILES = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(CODE)}` }

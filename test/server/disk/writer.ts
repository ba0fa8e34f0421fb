import { writeSync } from 'node:fs'
import { diskStores } from '../../../src/node/disk/stores.ts'
import { CHUNKED_AREA, CHUNKED_NAME, chunkOf } from './chunks.ts'

/*
 * Uploads chunk after chunk and prints the number of each that was acknowledged, until it is killed or has done
 * `count`. Each `replaceEvery`th chunk (0: none) replaces the file.
 */
const [folder = '', writer = '', first = '', count = '', replaceEvery = ''] = process.argv.slice(2)
const { uploads } = diskStores(folder)
for (let number = Number(first); number < Number(first) + Number(count); number++) {
  const part = await uploads.begin(CHUNKED_AREA, CHUNKED_NAME)
  const chunk = chunkOf(Number(writer), number)
  const middle = chunk.length >> 1
  await part.write(chunk.subarray(0, middle))
  await part.write(chunk.subarray(middle))
  await part.commit(Number(replaceEvery) > 0 && number % Number(replaceEvery) === 0 ? 'replace' : 'append')
  writeSync(1, `${number}\n`)
}

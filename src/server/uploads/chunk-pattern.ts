import { rangeOf } from '../imports/stored-source.ts'
import type { StoredFile } from '../stores.ts'
import { printOf, samePrint } from './chunk-print.ts'

// As many bytes of a chunk are searched for rows that are alike. Longer ones are seen only if they divide the chunk.
const WINDOW_BYTES = 256 * 1024

/** By how much it must be moved to be equal to itself where it overlaps; its length, if nothing less does it. */
function periodOf(bytes: Uint8Array): number {
  const borders = new Uint32Array(bytes.length) // of each beginning, how much of it is its end as well
  let border = 0
  for (let index = 1; index < bytes.length; index++) {
    while (border > 0 && bytes[index] !== bytes[border]) border = borders[border - 1] as number // in range
    if (bytes[index] === bytes[border]) border++
    borders[index] = border
  }
  return bytes.length - border
}

function primesOf(number: number): number[] {
  const primes: number[] = []
  let rest = number
  for (let factor = 2; factor * factor <= rest; factor++) {
    if (rest % factor === 0) primes.push(factor)
    while (rest % factor === 0) rest /= factor
  }
  return rest > 1 ? [...primes, rest] : primes
}

/** Lengths of what a chunk may be made of, over and over: what is equal so many times is so for each prime of them. */
function periodsOf(window: Uint8Array, length: number): number[] {
  const divided = length > window.length ? primesOf(length).map((times) => length / times) : []
  return [...new Set([periodOf(window), ...divided])]
}

/**
 * Whether the chunk at that place is one thing over and over, two times at least, and would be equal to itself at the end
 * of the file as well if the file went on like that.
 */
export async function repeatsItself(file: StoredFile, place: number, length: number): Promise<boolean> {
  const window = new Uint8Array(Math.min(length, WINDOW_BYTES))
  let read = 0
  for await (const bytes of rangeOf(file, place, place + window.length)) {
    window.set(bytes, read)
    read += bytes.length
  }
  const end = place + length
  for (const period of periodsOf(window, length)) {
    if (period * 2 > length || (file.size - place) % period !== 0) continue
    if (samePrint(await printOf(file, place + period, end), await printOf(file, place, end - period))) return true
  }
  return false
}

/** Whether as many bytes as stand before that place of a file stand at its end too: then what follows there may follow. */
export async function goesOn(file: StoredFile, place: number, length: number): Promise<boolean> {
  const before = Math.min(length, place)
  if (before === 0) return false
  return samePrint(await printOf(file, place - before, place), await printOf(file, file.size - before, file.size))
}

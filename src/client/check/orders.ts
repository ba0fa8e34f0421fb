import { isCommerceMLError } from '../../errors.ts'
import { readEvents } from '../../iterate.ts'
import type { Answer, Connection } from '../connection.ts'
import type { Profile } from '../profile.ts'
import { markOf, type Reply, readText } from '../reply.ts'
import { type Level, titlesOf, whoStops } from './finding.ts'
import { isUtf8 } from './seen.ts'
import type { Case, Visit } from './visit.ts'

/** A document of orders, as whoever wrote it meant it. */
interface Meant {
  readonly text: string
  readonly encoding: string
  /** What its declaration says, when that is something else. */
  readonly lie: string | undefined
}

const UTF8 = /^utf-?8$/i

function decoded(encoding: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(encoding).decode(bytes)
  } catch {
    return new TextDecoder('windows-1251').decode(bytes) // a declaration of nothing known
  }
}

/**
 * Byte order mark, else UTF-8 if the bytes are UTF-8, else what is declared. The bytes come before the declaration: text
 * in windows-1251 is hardly ever UTF-8 by chance, while declarations survive every recoding.
 */
function meant({ bytes }: Reply): Meant {
  const start = new TextDecoder('windows-1251').decode(bytes.subarray(0, 200))
  const declared = /<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/i.exec(start)?.[1]
  const legacy = declared === undefined || UTF8.test(declared) ? 'windows-1251' : declared
  const encoding = markOf(bytes) ?? (isUtf8(bytes) ? 'utf-8' : legacy)
  const ascii = bytes.every((byte) => byte < 0x80)
  const agrees = (declared ?? 'utf-8').replace(UTF8, 'utf-8').toLowerCase() === encoding.toLowerCase()
  const lies = !ascii && !agrees && !encoding.startsWith('utf-16')
  return { text: decoded(encoding, bytes), encoding, lie: lies ? (declared ?? 'nothing') : undefined }
}

/** How many orders a document has, and why it could not be read to its end. */
async function ordersIn(text: string): Promise<{ count: number; problem?: { code: string; message: string } }> {
  let count = 0
  try {
    for await (const { type } of readEvents(text)) if (type === 'order') count++
    return { count }
  } catch (error) {
    if (!isCommerceMLError(error)) throw error
    return { count, problem: error }
  }
}

/** Orders as text must be the same text for every client: the declaration is of no use once 1C has a string. */
function encoding(visit: Visit, { reply, entry }: Answer): void {
  const { text, encoding, lie } = meant(reply)
  if (lie !== undefined) {
    const message = `the orders are in ${encoding} and declare ${lie}: whoever goes by the declaration reads other letters`
    visit.report('orders-declaration', 'warning', message, { profiles: visit.profiles, entry })
  }
  const unsure = visit.profiles.filter(({ reading }) => reading !== 'ansi')
  if (markOf(reply.bytes) === 'utf-8' && unsure.length > 0) {
    // MDF: orders in UTF-8 must have it for УТ; GetBodyAsString of 8.3 was not seen to drop it.
    const message = `a byte order mark before the orders: УТ 10.3 and УНФ 1.x need it with UTF-8, and whether ${titlesOf(unsure)} read past it was not verified; windows-1251 needs none`
    visit.report('orders-mark', 'note', message, { profiles: unsure, entry })
  }
  const wrong = visit.profiles.filter((profile) => readText(profile, reply).text !== text)
  if (wrong.length === 0) {
    visit.report('orders-encoding', 'ok', 'every client reads the letters of the orders')
    return
  }
  const verb = wrong.length === 1 ? 'reads' : 'read'
  const message = `${titlesOf(wrong)} ${verb} other letters than were meant; in windows-1251 with its charset in Content-Type everybody reads them`
  visit.report('orders-encoding', 'error', message, { profiles: wrong, entry })
}

/** The document itself: a client that cannot read it sends no success, and gets the same one next time. */
async function document(visit: Visit, { reply, entry }: Answer, readers: readonly Profile[]): Promise<void> {
  const { problem } = await ordersIn(meant(reply).text)
  if (problem === undefined) {
    visit.report('orders-xml', 'ok', 'the orders are well-formed CommerceML')
    return
  }
  if (problem.code === 'wrong-root') {
    const message = 'there is no КоммерческаяИнформация in it; an empty list is an empty document'
    visit.report('orders-root', 'error', message, { profiles: readers, entry })
    return
  }
  const verb = readers.length === 1 ? 'says' : 'say'
  const words = [...new Set(readers.map((profile) => profile.words.orders))].join(' / ')
  const message = `the orders cannot be read (${problem.code}: ${problem.message}): ${titlesOf(readers)} ${verb} "${words}" and never ${readers.length === 1 ? 'confirms' : 'confirm'} them`
  visit.report('orders-xml', 'error', message, { profiles: readers, entry })
}

async function query(visit: Visit): Promise<void> {
  const site = visit.connect()
  await site.checkauth('sale')
  const answer = await site.query()
  const { reply, entry } = answer
  const { profiles, sentence } = whoStops(visit.profiles, 'query', reply)
  if (profiles.length > 0) {
    visit.report('orders', 'error', `the reply to query: ${sentence}`, { profiles, entry })
    if (profiles.length === visit.profiles.length) return
  } else visit.report('orders', 'ok', 'query right behind checkauth is answered with a document')

  const archive = reply.bytes[0] === 0x50 && reply.bytes[1] === 0x4b
  if (archive) {
    const message =
      'orders come as an archive: УТ 10.3 and УТ 11.5 pass it through a text document, which most likely breaks it'
    visit.report('orders-archive', 'warning', message, { profiles: visit.profiles, entry })
    return
  }
  encoding(visit, answer)
  await document(
    visit,
    answer,
    visit.profiles.filter((profile) => !profiles.includes(profile)),
  )
  await again(visit, site, answer)
}

async function again(visit: Visit, site: Connection, first: Answer): Promise<void> {
  const second = await site.query()
  const [before, now] = [await ordersIn(meant(first.reply).text), await ordersIn(meant(second.reply).text)]
  const [level, message]: [Level, string] =
    now.count < before.count
      ? ['error', 'a second query has fewer orders: they are lost when 1C fails before success']
      : ['ok', 'orders stay until success']
  visit.report('orders-again', level, message, level === 'ok' ? {} : { profiles: visit.profiles, entry: second.entry })
}

async function success(visit: Visit): Promise<void> {
  const site = visit.connect()
  await site.checkauth('sale')
  await site.query()
  const answer = await site.success()
  visit.replies.see('success', answer)
  const { profiles, sentence } = whoStops(visit.profiles, 'success', answer.reply)
  if (profiles.length === 0) visit.report('orders-success', 'ok', 'success is answered')
  else visit.report('orders-success', 'error', `the reply to success: ${sentence}`, { profiles, entry: answer.entry })
}

/** Orders on their way to 1C. */
export const ORDER_CASES: readonly Case[] = [
  { id: 'orders', run: query },
  { id: 'orders-success', needs: 'orders', run: success },
]

import { type Level, titlesOf, whoStops } from './check-finding.ts'
import type { Case, Visit } from './check-visit.ts'
import type { Answer } from './connection.ts'
import { markOf, type Reply, readText } from './reply.ts'

/** The document as its author meant it: byte order mark, else the declaration, else UTF-8. */
function meant({ bytes }: Reply): string {
  const start = new TextDecoder('windows-1251').decode(bytes.subarray(0, 200))
  const encoding = markOf(bytes) ?? /^<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/i.exec(start)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(encoding).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

const documents = (answer: Answer): number => meant(answer.reply).match(/<Документ[\s>]/g)?.length ?? 0

/** Orders as text must be the same text for every client: the declaration is of no use once 1C has a string. */
function encoding(visit: Visit, { reply, entry }: Answer): void {
  const text = meant(reply)
  const wrong = visit.profiles.filter((profile) => readText(profile, reply).text !== text)
  if (wrong.length === 0) {
    visit.report('orders-encoding', 'ok', 'every client reads the letters of the orders')
    return
  }
  const message = `${titlesOf(wrong)} read other letters than were meant; in windows-1251 with its charset in Content-Type everybody reads them`
  visit.report('orders-encoding', 'error', message, { profiles: wrong, entry })
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
  if (!meant(reply).includes('<КоммерческаяИнформация')) {
    visit.report(
      'orders-root',
      'error',
      'there is no КоммерческаяИнформация in it; an empty list is an empty document',
      { profiles: visit.profiles, entry },
    )
  }
  const repeated = await site.query()
  const [level, message]: [Level, string] =
    documents(repeated) < documents(answer)
      ? ['error', 'a second query has fewer orders: they are lost when 1C fails before success']
      : ['ok', 'orders stay until success']
  visit.report(
    'orders-again',
    level,
    message,
    level === 'ok' ? {} : { profiles: visit.profiles, entry: repeated.entry },
  )
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

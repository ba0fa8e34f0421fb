import {
  type Checkpoint,
  type CommerceMLEvent,
  type Events,
  type Input,
  type ReadOptions,
  readEvents,
} from 'commerceml'
import iconv from 'iconv-lite'
import { expect } from 'vitest'
import type { AnyReadOptions } from '../../helpers/any-options.ts'

export const ENGINES = ['wasm', 'saxes'] as const

/** Two hundred entities, with all that a place in the middle has to remember. */
export function document(prefix = ''): string {
  const tag = (name: string, content: string, attributes = ''): string =>
    `<${prefix}${name}${attributes}>${content}</${prefix}${name}>`
  const id = (value: string): string => tag('Ид', value)
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
  const group = (number: number): string => {
    const inside = numbers(3).map((child) => tag('Группа', id(`g${number}-${child}`)))
    return tag('Группа', `${id(`g${number}`)}${tag('Группы', inside.join(''))}${tag('Наименование', 'поздно')}`)
  }
  // Ids that came before, near and far; values that cannot be read; comments and text where none belong.
  const item = (number: number): string =>
    `\n${tag('Товар', `${id(`p${number % 41}`)}${tag('Наименование', `Чай №${number} &amp; &#x422;`)}<!-- ${number} -->`)}` +
    (number % 17 === 0 ? 'между' : '')
  const offer = (number: number): string =>
    tag('Предложение', `${id(`p${number}#x`)}${tag('Количество', number % 9 === 0 ? 'много' : `${number},5`)}`)
  const namespace = prefix === '' ? 'xmlns' : `xmlns:${prefix.slice(0, -1)}`
  const root = ` ${namespace}="urn:1C.ru:commerceml_2" ВерсияСхемы="2.10" Чужое="&lt;&quot;&#10;&#x1F600;я"`
  return tag(
    'КоммерческаяИнформация',
    `${tag('Классификатор', `${id('k')}${tag('Неведомое', 'x', ' а="1"')}${tag('Группы', numbers(10).map(group).join(''))}${tag('Наименование', 'Каталог')}`)}\r\n` +
      tag(
        'Каталог',
        `${id('c')}${tag('Владелец', `${id('o')}${tag('Наименование', 'ООО')}`)}${tag('Товары', numbers(90).map(item).join('\n'), ' чужой="1"')}${tag('Описание', 'в конце')}`,
        ' СодержитТолькоИзменения="false"',
      ) +
      tag(
        'ПакетПредложений',
        `${id('k')}${tag('Предложения', numbers(80).map(offer).join(''))}<${prefix}Товары>зря</${prefix}Товары>`,
      ),
    root,
  )
}

export const plain = document()
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
export const declared = (encoding: string, text: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?>\n${text}`
export const DOCUMENTS: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['UTF-8', bytesOf(plain)],
  ['UTF-8 with a byte order mark, LF as CR LF', bytesOf(`\uFEFF${plain.replaceAll('\n', '\r\n')}`)],
  ['prefixed names', bytesOf(document('кми:'))],
  ['windows-1251', iconv.encode(declared('windows-1251', plain), 'win1251')],
  ['UTF-16LE', iconv.encode(`\uFEFF${declared('UTF-16', plain)}`, 'utf-16le', { addBOM: false })],
  ['UTF-16BE', iconv.encode(`\uFEFF${declared('UTF-16', plain)}`, 'utf-16be', { addBOM: false })],
]

export function* pieces<T extends string | Uint8Array>(whole: T, length: number): Generator<T> {
  for (let start = 0; start < whole.length; start += length) yield whole.slice(start, start + length) as T
}

export type Reading = Events<CommerceMLEvent>

interface Stops {
  readonly events: CommerceMLEvent[]
  readonly checkpoints: Checkpoint[]
}

/** Events, and behind each where the reading stood, as it would come back from a database. */
export async function stopsOf(reading: Reading): Promise<Stops> {
  const events: CommerceMLEvent[] = []
  const checkpoints: Checkpoint[] = []
  for await (const event of reading) {
    events.push(event)
    checkpoints.push(JSON.parse(JSON.stringify(reading.checkpoint())))
  }
  return { events, checkpoints }
}

export const stops = (input: Input, options: AnyReadOptions): Promise<Stops> =>
  stopsOf(readEvents(input, options as ReadOptions))

export const digest = (events: readonly CommerceMLEvent[]): string =>
  events.map((event) => JSON.stringify(event)).join('\n')

/** Goes on behind every event, or one in `step`, and demands what would have come. */
export async function resumeEverywhere(
  { events, checkpoints }: Stops,
  read: (resume: Checkpoint) => AsyncIterable<CommerceMLEvent>,
  step = 1,
): Promise<void> {
  for (const [index, resume] of checkpoints.entries()) {
    if (index % step !== 0) continue
    const rest: CommerceMLEvent[] = []
    for await (const event of read(resume)) rest.push(event)
    const wanted = events.slice(index + 1)
    if (digest(rest) !== digest(wanted)) expect(rest, `behind event ${index}`).toEqual(wanted)
  }
}

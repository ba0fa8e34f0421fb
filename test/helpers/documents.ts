import type { CommerceMLEvent, EventType, Input, Issue } from 'commerceml'
import type { AnyReaderOptions } from './any-options.ts'
import { readAll } from './fixtures.ts'

/** A whole document around what stands under its root. */
export const document = (content: string, attributes = 'ВерсияСхемы="2.10"'): string =>
  `<КоммерческаяИнформация ${attributes}>${content}</КоммерческаяИнформация>`

/** A document with a catalog of these products. */
export const catalog = (products: string): string =>
  document(`<Каталог><Ид>c</Ид><Товары>${products}</Товары></Каталог>`)

/** A document with one product of these rows. */
export const product = (rows: string, attributes = ''): string => catalog(`<Товар${attributes}>${rows}</Товар>`)

/** A document with a package of these offers. */
export const offers = (content: string): string =>
  document(`<ПакетПредложений><Ид>p#</Ид><Предложения>${content}</Предложения></ПакетПредложений>`)

/** A document with a classifier of these groups. */
export const groups = (content: string): string =>
  document(`<Классификатор><Ид>k</Ид><Группы>${content}</Группы></Классификатор>`)

type EventOf<K extends EventType> = Extract<CommerceMLEvent, { readonly type: K }>

/** The events of one type. */
export async function eventsOf<K extends EventType>(
  type: K,
  input: Input,
  options?: AnyReaderOptions,
): Promise<EventOf<K>[]> {
  const events = await readAll(input, options)
  return events.filter((event): event is EventOf<K> => event.type === type)
}

/** The one event of a type. */
export async function theEvent<K extends EventType>(
  type: K,
  input: Input,
  options?: AnyReaderOptions,
): Promise<EventOf<K>> {
  const [event, ...others] = await eventsOf(type, input, options)
  if (event === undefined || others.length > 0) throw new Error(`expected one ${type} event`)
  return event
}

/** The product of a document with one. */
export const theProduct = async (input: Input, options?: AnyReaderOptions): Promise<EventOf<'product'>['product']> =>
  (await theEvent('product', input, options)).product

/** What was odd. */
export const issuesOf = async (input: Input, options?: AnyReaderOptions): Promise<Issue[]> =>
  (await eventsOf('issue', input, options)).map(({ issue }) => issue)

/** The error that ends the reading, and the events before it. */
export async function failureOf(
  input: Input,
  options?: AnyReaderOptions,
): Promise<{ error: unknown; events: CommerceMLEvent[] }> {
  const events: CommerceMLEvent[] = []
  try {
    await readAll(input, options, (event) => events.push(event))
  } catch (error) {
    return { error, events }
  }
  throw new Error('expected an error')
}

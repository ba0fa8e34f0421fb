import { stdout } from 'node:process'
import { fileURLToPath } from 'node:url'
// By its path: in a process of its own the public name would be the built package.
import { createReader } from '../../src/index.ts'
import { defaultEngine } from '../../src/xml/engines.ts'

const PIECE = 65_536
const ROOT = 'КоммерческаяИнформация'
const encoder = new TextEncoder()

/** A run of the same text, as long as asked, in pieces. */
function* run(text: string, bytes: number): Generator<string> {
  const piece = text.repeat(Math.ceil(PIECE / text.length))
  for (let left = bytes; left > 0; left -= piece.length) yield piece
}

function* numbered(bytes: number, make: (index: number) => string): Generator<string> {
  let piece = ''
  for (let index = 0, length = 0; length < bytes; index++) {
    piece += make(index)
    if (piece.length < PIECE) continue
    length += encoder.encode(piece).length
    yield piece
    piece = ''
  }
}

type Body = (bytes: number) => Generator<string>

const around = (open: string, text: string, close: string): Body =>
  function* (bytes) {
    yield open
    yield* run(text, bytes)
    yield close
  }

const product = (index: number): string => {
  const id = index.toString(16).padStart(12, '0')
  return `<Товар><Ид>00000000-0000-4000-8000-${id}</Ид><Артикул>А-${index}</Артикул><Наименование>Товар ${index} &amp; ко</Наименование></Товар>\n`
}

/** What stands inside the root element: each so long that to hold it would take the memory. */
const BODIES: Readonly<Record<string, Body>> = {
  text: around('<a>', 'x', '</a>'),
  attr: around('<a b="', 'x', '"/>'),
  comment: around('<!--', 'x', '-->'),
  cdata: around('<a><![CDATA[', 'x', ']]></a>'),
  space: around('<a', ' ', '/>'),
  name: around('<', 'x', '/>'),
  entities: around('<a>', '&amp;', '</a>'),
  ampersand: around('<a>A & B', ' and no semicolon', '</a>'),
  noend: around('<a ', 'b', ''),
  deep: around('', '<a>', ''),
  extras: around('<Каталог><Товары><Товар>', '<a/>', '</Товар></Товары></Каталог>'),
  *attrs(bytes) {
    yield '<a'
    yield* numbered(bytes, (index) => ` a${index}="1"`)
    yield '/>'
  },
  *groups(bytes) {
    yield '<Классификатор><Группы><Группа><Ид>0</Ид><Группы>'
    yield* numbered(bytes, (index) => `<Группа><Ид>${index}</Ид></Группа>`)
    yield '</Группы></Группа></Группы></Классификатор>'
  },
  *products(bytes) {
    yield '<Каталог><Ид>к</Ид><Товары>'
    yield* numbered(bytes, product)
    yield '</Товары></Каталог>'
  },
}

/** Documents that are long before their root element. */
const DOCUMENTS: Readonly<Record<string, Body>> = {
  dtd: around('<!DOCTYPE a [\n', '<!-- x -->\n', ']><a/>'),
  blanks: around('', ' ', `<${ROOT}/>`),
}

function documentOf(kind: string): Body {
  const body = BODIES[kind]
  if (body === undefined) return DOCUMENTS[kind] as Body
  return function* (bytes) {
    yield `<?xml version="1.0" encoding="UTF-8"?>\n<${ROOT} ВерсияСхемы="2.08">`
    yield* body(bytes)
    yield `</${ROOT}>\n`
  }
}

export const KINDS = [...Object.keys(BODIES), ...Object.keys(DOCUMENTS)]

/** What a process says that has read such a document. */
export interface Report {
  /** What read it. */
  readonly engine: string
  readonly code: string
  readonly found: string | undefined
  /** Bytes fed before the verdict. */
  readonly fed: number
  readonly products: number
  /** Greatest resident set, in MB. */
  readonly megabytes: number
}

function read(kind: string, bytes: number): Report {
  let fed = 0
  let products = 0
  const report = (code: string, found?: string): Report => {
    const { maxRSS } = process.resourceUsage() // in kilobytes
    return { engine: defaultEngine(), code, found, fed, products, megabytes: Math.round(maxRSS / 1_024) }
  }
  try {
    const reader = createReader({ onProduct: () => products++ })
    for (const piece of documentOf(kind)(bytes)) {
      const chunk = encoder.encode(piece)
      fed += chunk.length
      reader.feed(chunk)
    }
    reader.end()
    return report('accepted')
  } catch (error) {
    const { code, found } = error as { code?: string; found?: string }
    return report(code ?? String(error), found)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , kind = '', bytes = ''] = process.argv
  stdout.write(JSON.stringify(read(kind, Number(bytes))))
}

import { SaxesParser } from 'saxes'

/** One text or attribute value as it stands in a document. */
export interface SourceValue {
  /** Element names from the root, `@name` at the end for an attribute. */
  readonly path: string
  readonly value: string
  /** Text between child elements: its line breaks are layout. */
  readonly mixed: boolean
}

/** White space as XML has it: layout, unless it is all that an element or attribute holds. */
export const isBlank = (value: string): boolean => !/[^\t\n\r ]/.test(value)

/** Decoded without the library: byte order mark, then the declaration, unless the bytes prove it wrong. */
export function decodeDocument(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const declared = /encoding="([^"]+)"/.exec(Buffer.from(bytes.subarray(0, 200)).toString('latin1'))?.[1] ?? 'utf-8'
    return new TextDecoder(declared, { fatal: true }).decode(bytes)
  }
}

/** Every text and attribute value under the root, namespace declarations and blank text aside. */
export function sourceValues(xml: string): SourceValue[] {
  const values: SourceValue[] = []
  const open: { name: string; text: string; children: boolean }[] = []
  const path = (): string => open.map(({ name }) => name).join('/')
  const parser = new SaxesParser({ xmlns: false })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const parent = open.at(-1)
    if (parent !== undefined) parent.children = true
    open.push({ name, text: '', children: false })
    for (const [attribute, value] of Object.entries(attributes)) {
      if (/^xmlns(?::|$)/.test(attribute) || value === '') continue
      values.push({ path: `${path()}/@${attribute}`, value, mixed: false })
    }
  })
  const text = (value: string): void => {
    const element = open.at(-1)
    if (element !== undefined) element.text += value
  }
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('closetag', () => {
    const { text: value = '', children = false } = open.at(-1) ?? {}
    if (!isBlank(value)) values.push({ path: path(), value, mixed: children })
    open.pop()
  })
  parser.write(xml).close()
  return values
}

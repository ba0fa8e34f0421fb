import { SaxesParser } from 'saxes'

/** An element of an XML Schema document. */
export interface XsdNode {
  /** Without a prefix: `sequence`. */
  readonly kind: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: XsdNode[]
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

function treeOf(text: string): XsdNode {
  const document: XsdNode = { kind: '', attributes: {}, children: [] }
  const open = [document]
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    const node: XsdNode = { kind: local(name), attributes: attributes as Record<string, string>, children: [] }
    open.at(-1)?.children.push(node)
    open.push(node)
  })
  parser.on('closetag', () => void open.pop())
  parser.write(text.replace(/^\uFEFF/, '')).close()
  return document.children[0] ?? document
}

/** Every way to take one of each. */
const product = (parts: readonly XsdNode[][][]): XsdNode[][] =>
  parts.reduce((all, ways) => all.flatMap((way) => ways.map((rest) => [...way, ...rest])), [[]] as XsdNode[][])

/** What the order of elements needs of an XML Schema: types, groups, sequences and choices. */
export class Xsd {
  readonly #root: XsdNode

  constructor(text: string) {
    this.#root = treeOf(text)
  }

  #named(kind: string, name: string | undefined): XsdNode | undefined {
    const { children } = this.#root
    return children.find((node) => node.kind === kind && node.attributes['name'] === local(name ?? ''))
  }

  /** A type by its name; by a path, that of an element in it: `Документ/Товары/Товар`. */
  type(path: string): XsdNode | undefined {
    const [name = '', ...elements] = path.split('/')
    return elements.reduce(
      (type, element) => {
        const inside = type === undefined ? [] : this.sequences(type).flat()
        const found = inside.find((node) => this.nameOf(node) === element)
        return found && this.typeOf(found)
      },
      this.#named('complexType', name),
    )
  }

  nameOf({ attributes: { name, ref = '' } }: XsdNode): string {
    return name ?? local(ref)
  }

  /** The type of what an element holds; `undefined` for text. */
  typeOf(element: XsdNode): XsdNode | undefined {
    const { type, ref } = element.attributes
    if (ref !== undefined) return this.#named('complexType', ref)
    return element.children.find(({ kind }) => kind === 'complexType') ?? this.#named('complexType', type)
  }

  /** Lengths and digits of the text in an element or attribute, those of its type's base included. */
  facetsOf(node: XsdNode): Readonly<Record<string, number>> {
    const { type, base } = node.attributes
    const inner = node.children.filter(({ kind }) => kind === 'simpleType' || kind === 'restriction')
    const named = [this.#named('simpleType', type ?? base)].filter((found) => found !== undefined)
    const own = node.kind === 'restriction' ? node.children : []
    const facets = own.filter(({ kind }) => /^(?:length|minLength|maxLength|totalDigits|fractionDigits)$/.test(kind))
    return Object.assign(
      {},
      ...[...named, ...inner].map((found) => this.facetsOf(found)),
      ...facets.map(({ kind, attributes }) => ({ [kind]: Number(attributes['value']) })),
    )
  }

  /** The attributes of a type, those of its base included. */
  attributesOf(node: XsdNode): XsdNode[] {
    if (node.kind === 'attribute') return [node]
    if (node.kind === 'element') return []
    const base = node.kind === 'extension' ? this.#named('complexType', node.attributes['base']) : undefined
    return [...(base === undefined ? [] : [base]), ...node.children].flatMap((child) => this.attributesOf(child))
  }

  /** The elements that a type may hold, in their order: one list for each way to choose. */
  sequences(node: XsdNode): XsdNode[][] {
    const inside = (): XsdNode[][] => product(node.children.map((child) => this.sequences(child)))
    const { base, ref } = node.attributes
    switch (node.kind) {
      case 'element':
        return [[node]]
      case 'choice':
        return node.children.flatMap((child) => this.sequences(child))
      case 'extension': {
        const type = this.#named('complexType', base)
        return type === undefined ? inside() : product([this.sequences(type), inside()])
      }
      case 'group': {
        const group = ref === undefined ? node : this.#named('group', ref)
        return product((group?.children ?? []).map((child) => this.sequences(child)))
      }
      case 'complexType':
      case 'complexContent':
      case 'sequence':
        return inside()
      default:
        return [[]]
    }
  }
}

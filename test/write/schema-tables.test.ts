import { readFileSync } from 'node:fs'
import type { Entity } from 'commerceml/schema'
import * as schema from 'commerceml/schema'
import { describe, expect, test } from 'vitest'
import { rowsOf } from '../helpers/entities.ts'
import { nameOf } from '../helpers/evidence.ts'
import { SCHEMAS, schemasPresent } from './helpers/schemas.ts'
import { Xsd, type XsdNode } from './helpers/xsd.ts'

if (!schemasPresent) console.info('test/write/schema-tables: no schemas here, so nothing is compared with them')

/** A row's place: the wrappers around it, and its name as it is written. */
interface Place {
  readonly path: readonly string[]
  readonly inner: Entity<unknown> | undefined
}

const placesOf = (entity: Entity<unknown>): Place[] =>
  rowsOf(entity)
    .filter(([, { names, content }]) => !content && !names[0]?.startsWith('@'))
    .map(([, { names, within, value }]) => ({
      path: [...within, ...(names[0] ?? '').split('/')],
      inner: 'parse' in value ? undefined : value,
    }))

/** Walks a table and a type side by side, through all entities inside. */
class Comparison {
  readonly disorder: string[] = []
  readonly missing = new Set<string>()
  readonly entities = new Set<string>()
  readonly #seen = new Map<Entity<unknown>, Set<XsdNode>>()
  readonly #xsd: Xsd

  constructor(xsd: Xsd) {
    this.#xsd = xsd
  }

  entity(entity: Entity<unknown>, type: XsdNode): void {
    const seen = this.#seen.get(entity) ?? new Set()
    this.#seen.set(entity, seen)
    if (seen.has(type)) return
    seen.add(type)
    const name = nameOf(entity) ?? ''
    this.entities.add(name)
    this.#level(placesOf(entity), type, name)
  }

  #level(places: readonly Place[], type: XsdNode, where: string): void {
    const written = [...new Set(places.map(({ path }) => path[0] ?? ''))]
    for (const sequence of this.#xsd.sequences(type)) {
      const allowed = [...new Set(sequence.map((element) => this.#xsd.nameOf(element)))]
      const ours = written.filter((name) => allowed.includes(name))
      const theirs = allowed.filter((name) => written.includes(name))
      if (ours.join() !== theirs.join()) this.disorder.push(`${where}: ${ours} is by the schema ${theirs}`)
      for (const element of sequence) this.#element(places, element, where)
    }
  }

  #element(places: readonly Place[], element: XsdNode, where: string): void {
    const name = this.#xsd.nameOf(element)
    const here = places.filter(({ path }) => path[0] === name)
    if (here.length === 0) this.missing.add(`${where}/${name}`)
    const type = this.#xsd.typeOf(element)
    if (type === undefined) return
    for (const { path, inner } of here) if (path.length === 1 && inner !== undefined) this.entity(inner, type)
    const deeper = here.filter(({ path }) => path.length > 1).map(({ path, inner }) => ({ path: path.slice(1), inner }))
    if (deeper.length > 0) this.#level(deeper, type, `${where}/${name}`)
  }
}

describe.skipIf(!schemasPresent).each(Object.entries(SCHEMAS))('the tables and the schema of %s', (version, file) => {
  const TYPES: readonly [Entity<unknown>, string][] = [
    [schema.CommercialInformation, 'КоммерческаяИнформация'],
    [schema.Classifier, 'Классификатор'],
    [schema.Group, 'Группа'],
    [schema.Property, 'Свойство'],
    [schema.PriceType, 'ТипЦены'],
    [schema.Warehouse, 'Склад'],
    [schema.Catalog, 'Каталог'],
    [schema.Product, 'Товар'],
    [schema.OffersPackage, 'ПакетПредложений'],
    [schema.Offer, 'ПакетПредложений/Предложения/Предложение'],
    [schema.Offer, 'ИзмененияПакетаПредложений/Предложения/Предложение'],
    [schema.Counterparty, 'Контрагент'],
    [schema.Order, 'Документ'],
  ]

  const comparison = (() => {
    if (!schemasPresent) return undefined
    const xsd = new Xsd(readFileSync(file, 'utf8'))
    const comparison = new Comparison(xsd)
    for (const [entity, path] of TYPES) {
      const type = xsd.type(path)
      if (type === undefined) throw new Error(`${version} has no type ${path}`)
      comparison.entity(entity, type)
    }
    return comparison
  })()

  test('agree on the order of elements in every entity', () => {
    expect(comparison?.disorder).toEqual([])
    expect(comparison?.entities.size).toBeGreaterThan(30)
  })

  test('and on what elements there are, but for items, which are entities of their own', () => {
    expect([...(comparison?.missing ?? [])]).toEqual([
      ...['Классификатор', 'Каталог', 'ПакетПредложений', 'Документ', 'ИзмененияПакетаПредложений'].map(
        (name) => `CommercialInformation/${name}`,
      ),
      ...['Группы', 'Свойства', 'ТипыЦен'].map((name) => `Classifier/${name}`),
      'Group/Группы',
      'Catalog/Товары',
      // Parts of parts: no file has them, and they end in `extras`.
      ...['Component/Комплектующие', 'Component/Аналоги', 'Analog/Комплектующие', 'Analog/Аналоги'],
      ...['ТипыЦен/ТипЦены', 'Склады', 'Предложения'].map((name) => `OffersPackage/${name}`),
      'Offer/Склады', // the stock in a package of changes: the second spelling of Склад
    ])
  })
})

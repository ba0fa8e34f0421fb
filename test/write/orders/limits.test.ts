import { readFileSync } from 'node:fs'
import { type Entity, Order, Representative, RepresentedCounterparty, SubordinateDocument } from 'commerceml/schema'
import { describe, expect, test } from 'vitest'
import { type Limit, ORDER_LIMITS } from '../../../src/write/orders/limits.ts'
import { rowsOf } from '../../helpers/entities.ts'
import { nameOf } from '../../helpers/evidence.ts'
import { SCHEMAS, schemasPresent } from '../helpers/schemas.ts'
import { Xsd, type XsdNode } from '../helpers/xsd.ts'

if (!schemasPresent) console.info('test/write/orders/limits: no schemas here, so nothing is compared with them')

/** What a schema limits in the text of rows, by entity and row, as the rules of the writer have it. */
function limitsBy(xsd: Xsd, entity: Entity<unknown>, type: XsdNode): Map<Entity<unknown>, Record<string, Limit>> {
  const found = new Map<Entity<unknown>, Record<string, Limit>>()
  const seen = new Set<string>()
  const visit = (entity: Entity<unknown>, type: XsdNode): void => {
    const ours = found.get(entity) ?? {}
    found.set(entity, ours)
    const here = [...new Set(xsd.sequences(type).flat()), ...xsd.attributesOf(type)]
    const inside = (node: XsdNode | undefined): XsdNode[] => {
      const type = node && xsd.typeOf(node)
      return type === undefined ? [] : xsd.sequences(type).flat()
    }
    for (const [key, { names, within, value, content }] of rowsOf(entity)) {
      const [first = '', ...deeper] = [...within, ...(names[0] ?? '').replace('@', '').split('/')]
      const named = (name: string) => (node: XsdNode) => xsd.nameOf(node) === name
      const node = deeper.reduce((node, name) => inside(node).find(named(name)), here.find(named(first)))
      if (node === undefined || content) continue
      if ('parse' in value) Object.assign(ours, limitOf(key, xsd.facetsOf(node), value.name))
      else visitOnce(value, node)
    }
  }
  const visitOnce = (entity: Entity<unknown>, node: XsdNode): void => {
    const type = xsd.typeOf(node)
    // Единица of a line is text there: the row that is its text has the limit.
    if (type === undefined) found.set(entity, { value: limitOf('value', xsd.facetsOf(node), 'text')['value'] as Limit })
    else if (!seen.has(`${nameOf(entity)} ${xsd.nameOf(node)}`)) {
      seen.add(`${nameOf(entity)} ${xsd.nameOf(node)}`)
      visit(entity, type)
    }
  }
  visit(entity, type)
  return found
}

function limitOf(key: string, facets: Readonly<Record<string, number>>, codec: string): Record<string, Limit> {
  const { length, minLength = length ?? 0, maxLength = length, totalDigits, fractionDigits } = facets
  if (totalDigits !== undefined && fractionDigits !== undefined)
    return { [key]: { digits: totalDigits, fraction: fractionDigits } }
  // A decimal has at most 38 digits, whatever length its text may have.
  return maxLength === undefined || codec !== 'text' ? {} : { [key]: { min: minLength, max: maxLength } }
}

describe.skipIf(!schemasPresent).each(Object.entries(SCHEMAS))('the tables and the schema of %s', (_, file) => {
  test('agree with the limits that orders are looked through for, each way', () => {
    const xsd = new Xsd(readFileSync(file, 'utf8'))
    const ofSchema = limitsBy(xsd, Order, xsd.type('Документ') as XsdNode)
    for (const [entity, limits] of ORDER_LIMITS) {
      // 2.08 has no documents inside an order, and no version Контрагент inside Представитель, which every 1C reads.
      const expected = ofSchema.get(entity)
      if (expected === undefined) expect(['SubordinateDocument', 'RepresentedCounterparty']).toContain(nameOf(entity))
      else expect([nameOf(entity), limits]).toEqual([nameOf(entity), expected])
    }
    const limited = [...ofSchema].filter(([, limits]) => Object.keys(limits).length > 0)
    expect(limited.filter(([entity]) => !ORDER_LIMITS.has(entity)).map(([entity]) => nameOf(entity))).toEqual([])
    expect(ORDER_LIMITS.get(RepresentedCounterparty)).toEqual(ORDER_LIMITS.get(Representative))
    expect(ORDER_LIMITS.get(SubordinateDocument)).toEqual(ORDER_LIMITS.get(Order))
  })
})

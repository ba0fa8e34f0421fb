import { describe, expect, test } from 'vitest'
import { ENTRIES, exportsOf, Members } from './helpers/declarations.ts'
import { rowDocs } from './helpers/row-docs.ts'

// Of the built declarations, which lack what their emitter drops: comments of rows that are spread from another file.
describe.each(ENTRIES)('%s', (_entry, file) => {
  const found = exportsOf(file)

  test('every export says what it is', () => {
    expect(found.length).toBeGreaterThan(0)
    expect(found.filter(({ comment }) => comment === '').map(({ name }) => name)).toEqual([])
  })

  // That examples compile, and print what they say, is for docs.test.ts.
  test('every function and class has an example', () => {
    expect(found.filter(({ isCallable, hasExample }) => isCallable && !hasExample).map(({ name }) => name)).toEqual([])
  })
})

describe('members', () => {
  const members = new Members()
  for (const [, file] of ENTRIES) for (const one of exportsOf(file)) members.add(one)

  test('every member of a type says what it is', () => {
    expect(members.found.size).toBeGreaterThan(1_000)
    expect([...members.found].filter(([, doc]) => doc === '').map(([name]) => name)).toEqual([])
  })

  test('a field of an entity says what its row says', () => {
    for (const [entity, docs] of rowDocs()) {
      for (const [key, doc] of docs) {
        const said = members.found
          .get(`${entity}.${key}`)
          ?.replace(/\s+/g, ' ')
          .replace(/\{@link (\w+)\}/g, '`$1`')
        if (said !== undefined) expect(said, `${entity}.${key}`).toBe(doc)
      }
    }
  })
})

test('the entities can be named from the main entry', () => {
  const [main, schema] = ['.', './schema'].map((entry) => {
    const [, file = ''] = ENTRIES.find(([name]) => name === entry) ?? []
    return new Set(exportsOf(file).map(({ name }) => name))
  })
  expect(main).toContain('Product')
  expect([...rowDocs().keys()].filter((name) => schema?.has(name) && !main?.has(name))).toEqual([])
})

test('no two entries give one name to two things', () => {
  const things = new Map<string, Set<unknown>>()
  for (const [, file] of ENTRIES) {
    for (const { name, symbol } of exportsOf(file)) things.set(name, (things.get(name) ?? new Set()).add(symbol))
  }
  expect(things.size).toBeGreaterThan(200)
  expect([...things].filter(([, symbols]) => symbols.size > 1).map(([name]) => name)).toEqual([])
})

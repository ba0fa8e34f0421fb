import type { Checkpoint } from 'commerceml'
import { Catalog } from 'commerceml/schema'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { readAll } from '../../helpers/fixtures.ts'
import { bytesOf, declared, ENGINES, pieces, plain, stops } from './stops.ts'

describe('a checkpoint', () => {
  test('of rows that the schema lacks is refused', async () => {
    const resume = structuredClone(await ofOther)
    Object.assign(resume.state?.open[1]?.container?.entity ?? {}, { чужой: 'x' })
    await expect(readAll(plain, { resume })).rejects.toThrow(/Каталог has no чужой/)
  })

  const ofOther: Promise<Checkpoint> = stops(pieces(plain, 300), {}).then(
    ({ checkpoints }) => checkpoints[99] as Checkpoint,
  )
  test.each<[string, (good: Checkpoint) => object, string]>([
    ['nothing', () => null as never, 'resume must be a checkpoint'],
    ['another version', (good) => ({ ...good, version: 2 }), 'resume must be a checkpoint'],
    ['a place without a state', ({ state: _, ...good }) => good, 'resume must be a checkpoint'],
    ['a negative place', (good) => ({ ...good, offset: -1 }), 'resume must be a checkpoint'],
    ['no count of what was told', ({ told: _, ...good }) => good, 'resume must be a checkpoint'],
    ['half a line', (good) => ({ ...good, line: 1.5 }), 'resume must be a checkpoint'],
    ['a state that is text', (good) => ({ ...good, state: '{}' }), 'resume must be a checkpoint'],
    ...Object.entries<unknown[]>({
      encoding: ['x', 'utf-16', undefined],
      attributes: [null, undefined, { ВерсияСхемы: 2 }],
      open: [[], ['Каталог'], [{}], { 0: { name: 'Каталог' }, length: 1 }, undefined],
      used: [-1, '1', undefined],
      counts: [null, undefined, { product: '1' }],
      productsBefore: [0.5, undefined],
      recent: ['', undefined, { product: 1 }, { product: 'ид' }, { product: 'AAAAA' }, { product: 'AA_A' }],
    }).flatMap(([key, values]) =>
      values.map((value): [string, (good: Checkpoint) => object, string] => [
        `${key} as ${JSON.stringify(value)}`,
        (good) => ({ ...good, state: { ...good.state, [key]: value } }),
        'resume must be a checkpoint',
      ]),
    ),
    ['other elements', (good) => ({ ...good, state: { ...good.state, open: [{ name: 'Каталог' }] } }), 'Каталог'],
    ['names that are none', (good) => ({ ...good, state: { ...good.state, open: [{ name: '<' }] } }), 'tag name'],
  ])('%s is refused', async (_, change, message) => {
    const resume = change(await ofOther) as Checkpoint
    await expect(readAll(plain, { resume })).rejects.toThrow(message)
  })

  test('is refused for other options, another kind of input and a place the input is behind', async () => {
    const resume = await ofOther
    await expect(readAll(plain, { resume, select: ['offer'] })).rejects.toThrow('other options')
    await expect(readAll(plain, { resume, extras: 'ignore' })).rejects.toThrow('other options')
    await expect(readAll(plain, { resume, encoding: 'utf-8' })).rejects.toThrow('other options')
    await expect(readAll(plain, { resume, schema: { catalog: Catalog } })).rejects.toThrow('other options')
    await expect(readAll(plain, { resume, inputOffset: resume.offset + 1 })).rejects.toThrow('inputOffset')
    await expect(readAll(plain, { inputOffset: 1 })).rejects.toThrow('inputOffset')
    const ansi = await stops(pieces(iconv.encode(declared('windows-1251', plain), 'win1251'), 300), {})
    await expect(readAll(plain, { resume: ansi.checkpoints[99] as Checkpoint })).rejects.toThrow(
      'bytes in windows-1251',
    )
  })

  test('holds for the same options in another order', async () => {
    const first = { select: ['product', 'group'], fields: { product: ['name', 'id'], group: ['id'] } } as const
    const other = { select: ['group', 'product'], fields: { group: ['id'], product: ['id', 'name'] } } as const
    const { events, checkpoints } = await stops(pieces(bytesOf(plain), 300), first)
    const resume = checkpoints[99] as Checkpoint
    expect(await readAll(plain, { ...other, resume })).toEqual(events.slice(100))
  })

  test('for a document that is shorter than it was is an error', async () => {
    const resume = await ofOther
    await expect(readAll(bytesOf(plain).subarray(0, 1_000), { resume })).rejects.toMatchObject({
      code: 'truncated-input',
      message: expect.stringContaining('is it the same document?'),
      position: { line: resume.line },
    })
  })

  test('for a document with fewer events than were told is an error, and behind its end nothing comes', async () => {
    const { events, checkpoints } = await stops(plain, {})
    const last = checkpoints.at(-1) as Checkpoint
    expect(await readAll(plain, { resume: last })).toEqual([])
    const start = { ...last, offset: 0, line: 1, told: events.length + 1, state: undefined } as object as Checkpoint
    for (const engine of ENGINES) {
      await expect(readAll(plain, { resume: start, engine })).rejects.toMatchObject({
        code: 'truncated-input',
        message: expect.stringContaining(
          'the input ends 1 events before the place to go on from: is it the same document?',
        ),
        position: events.at(-1)?.position,
      })
    }
    const shorter = '<КоммерческаяИнформация ВерсияСхемы="2.10"/>'
    await expect(readAll(shorter, { resume: { ...start, told: 20 } })).rejects.toThrow(
      /ends 18 events before the place/,
    )
  })
})

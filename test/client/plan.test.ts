import { describe, expect, test } from 'vitest'
import { fileOf } from '../../src/client/chunks.ts'
import { kindOf, planSessions, zipNameOf } from '../../src/client/plan.ts'
import { PROFILES } from '../../src/client/profiles.ts'

const files = (...names: readonly string[]) => names.map((name) => fileOf(name, 'x'))

test.each([
  ['import.xml', 'import'],
  ['import0_1.xml', 'import'],
  ['import___0c0ffee0-0000-4000-8000-000000000000.xml', 'import'],
  ['services_offers0.xml', 'services_offers'],
  ['propertiesGoods_1_2.xml', 'propertiesGoods'],
  ['orders-0c0ffee0_1.xml', 'orders'],
  ['каталог.xml', 'каталог.xml'],
])('%s is a file of the kind %s', (name, kind) => {
  expect(kindOf(name)).toBe(kind)
})

describe('sessions', () => {
  test('pictures go with the first goods, wherever those stand', () => {
    const plans = planSessions(PROFILES.bitrix, files('offers.xml', 'a.jpg', 'references.xml', 'import.xml'), {
      type: 'catalog',
      keepNames: true,
    })
    expect(plans.map(({ type, files: sent }) => [type, ...sent.map(({ name }) => name)])).toEqual([
      ['reference', 'references.xml'],
      ['catalog', 'import.xml', 'a.jpg'],
      ['catalog', 'offers.xml'],
    ])
  })

  test('pictures alone are a session without an import, no files are none', () => {
    expect(planSessions(PROFILES.ut115, files('a.jpg'), { type: 'catalog' })).toMatchObject([{ documents: [] }])
    expect(planSessions(PROFILES.ut103, files('a.jpg'), { type: 'catalog' })).toHaveLength(1)
    expect(planSessions(PROFILES.ut115, [], { type: 'catalog' })).toEqual([])
    expect(planSessions(PROFILES.ut103, [], { type: 'catalog' })).toEqual([])
  })

  test('УНФ sorts by name, pictures among them; the emulator sends pictures first', () => {
    const names = (profile: keyof typeof PROFILES): string[] =>
      planSessions(PROFILES[profile], files('import.xml', 'import_files/a.jpg'), { type: 'catalog' }).flatMap((plan) =>
        plan.files.map(({ name }) => name),
      )
    expect(names('unf')).toEqual(['import_files/a.jpg', 'import0.xml'])
    expect(names('emulator')).toEqual(['import_files/a.jpg', 'import.xml'])
    expect(names('ut115')).toEqual(['import0_1.xml', 'import_files/a.jpg'])
  })

  test('a renamed file is read like the one that was given', async () => {
    const [plan] = planSessions(PROFILES.ut115, [fileOf('import.xml', 'abc')], { type: 'catalog' })
    expect(new TextDecoder().decode(await plan?.files[0]?.read(1, 2))).toBe('bc')
  })

  test('documents come in the order in which they refer to each other, portions by number, unknown ones last', () => {
    const given = [
      'aaa.xml',
      'rests_1.xml',
      'offers_1.xml',
      'goods_10_1.xml',
      'goods_2_1.xml',
      'groups_1.xml',
      'units_1.xml',
    ]
    const [plan] = planSessions(PROFILES.ut103, files(...given), { type: 'catalog', keepNames: true })
    expect(plan?.documents).toEqual([
      'groups_1.xml',
      'units_1.xml',
      'goods_2_1.xml',
      'goods_10_1.xml',
      'offers_1.xml',
      'rests_1.xml',
      'aaa.xml',
    ])
  })
})

test('archives are named like temporary files of 1C, anew each time', () => {
  const names = [zipNameOf(PROFILES.ut115, ['import.xml']), zipNameOf(PROFILES.ut115, ['import.xml'])]
  for (const name of names) expect(name).toMatch(/^v8_[0-9a-f]{4}_[0-9a-f]{2}\.zip$/)
  expect(names[0]).not.toBe(names[1])
  for (const name of ['import', 'offers', 'rests']) {
    expect(zipNameOf(PROFILES.emulator, [`${name}.xml`])).toBe(`${name}.zip`)
  }
  expect(zipNameOf(PROFILES.emulator, [])).toBe('import.zip')
})

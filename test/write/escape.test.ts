import { writeEvents } from 'commerceml/write'
import { describe, expect, test } from 'vitest'
import { fc } from '../helpers/properties.ts'
import { joinedBytes } from './helpers/bytes.ts'
import { inCatalog, read, written } from './helpers/written-documents.ts'

describe('text', () => {
  test('of any units comes back, but for what XML cannot hold, which is seen', async () => {
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))
    const anything = fc.string({
      unit: fc.oneof(unit, fc.constantFrom(...'<>&"\']]>\r\n\t')),
      minLength: 1,
      maxLength: 30,
    })
    await fc.assert(
      fc.asyncProperty(anything, fc.constantFrom('utf-8', 'windows-1251'), async (value, encoding) => {
        const bytes = await joinedBytes(writeEvents(inCatalog({ name: value, status: value }), { encoding }))
        const [product] = (await read(bytes)).flatMap((event) => (event.type === 'product' ? [event.product] : []))
        const seen = value.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
        expect(product).toMatchObject({ name: seen, status: seen })
      }),
      { numRuns: 2000 },
    )
  })

  test('outside windows-1251 is a reference there', async () => {
    const bytes = await joinedBytes(writeEvents(inCatalog({ name: 'Ёж 🐝 ♥ ђ' }), { encoding: 'windows-1251' }))
    const raw = new TextDecoder('windows-1251').decode(bytes)
    expect(raw).toContain('encoding="windows-1251"')
    expect(raw).toContain('<Наименование>Ёж &#128029; &#9829; ђ</Наименование>')
  })
})

test('a name that windows-1251 lacks is refused there, and written elsewhere', async () => {
  const events = inCatalog({
    extras: { attributes: {}, text: '', elements: [{ name: 'Қала', attributes: {}, text: 'x', elements: [] }] },
  })
  expect(await written(events)).toContain('<Қала>x</Қала>')
  await expect(written(events, { encoding: 'windows-1251' })).rejects.toMatchObject({ code: 'invalid-value' })
})

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { interpretOrder, type OrderState } from 'commerceml/schema'
import { describe, expect, test } from 'vitest'
import { readAll } from '../../helpers/fixtures.ts'

// Real files of other people's shops: read where they lie, never part of the project.
const CORPUS = fileURLToPath(new URL('../../../../shared/corpus/', import.meta.url))
const MANIFEST = join(CORPUS, 'MANIFEST.tsv')
const present = existsSync(MANIFEST)
if (!present) console.info('test/schema/interpret/corpus: no corpus of real files here, so nothing is interpreted')

/** Files that hold a Документ, by the manifest. */
function filesWithDocuments(): string[] {
  if (!present) return []
  const [header = '', ...lines] = readFileSync(MANIFEST, 'utf8').trimEnd().split('\n')
  const names = header.split('\t')
  const cell = (line: string, name: string): string => line.split('\t')[names.indexOf(name)] ?? ''
  const held = lines.filter((line) => Number(cell(line, 'n_Документ')) > 0 && !cell(line, 'file').endsWith('.zip'))
  return held.map((line) => cell(line, 'file'))
}

async function statesOf(file: string): Promise<OrderState[]> {
  const events = await readAll(new Uint8Array(readFileSync(join(CORPUS, file))))
  return events.flatMap((event) => (event.type === 'order' ? [interpretOrder(event.order)] : []))
}

type Known = Partial<OrderState>

const NOTHING: Known = { deleted: false, cancelled: false, paid: false, payments: [], shipped: false, shipments: [] }

// A site's own orders of 1С-Битрикс 2.03 to 2.05, in several repositories: who was paid how is the site's business.
const bitrixDemo = (number: string, currency: string, deliveryPrice: string | undefined): Known => ({
  ...NOTHING,
  number,
  statusId: undefined,
  status: '[F] Доставлен',
  posted: undefined,
  paid: true,
  payments: [
    {
      number: 'ТК000000026',
      date: '2007-10-16T15:44:47',
      sum: '9683.42',
      currency,
      method: 'Наличный расчет',
      refund: false,
    },
  ],
  paymentMethod: 'Наличный расчет',
  deliveryPrice,
})
const bitrixAccepted: Known = {
  ...NOTHING,
  number: '36',
  status: '[N] Принят',
  paymentMethod: 'Наличный расчет',
  deliveryPrice: '340.00',
}
const answered = (number: string, date1C: string): Known => ({
  ...NOTHING,
  number,
  number1C: `MM${number}`,
  date1C,
  status: 'Открыт',
  posted: true,
})
const answers = [answered('92', '2015-08-12'), answered('93', '2015-08-13')]
const waiting = (number: string, paymentMethodId: string, paymentMethod: string): Known => ({
  ...NOTHING,
  number,
  statusId: 'N',
  status: '[N] Принят, ожидается оплата',
  paymentMethodId,
  paymentMethod,
  deliveryMethodId: '5',
  deliveryMethod: 'Самовывоз',
})

/** What people see in the files. */
const KNOWN: Readonly<Record<string, readonly Known[]>> = {
  'AlexMobiCraft+FREESPORT-B2B/docs__integrations__1c__samples__order-export-org-warehouse-diagnostic.xml': [
    { ...NOTHING, number: 'DIAG-22-SDV', status: 'Не согласован', posted: undefined },
    { ...NOTHING, number: 'DIAG-5-TLV', status: 'Не согласован', posted: undefined },
  ],
  // 2.09 of 1C: Номер1С and Дата1С are elements, the second order is paid and not shipped.
  'ArgentCrusade+commerceml/tests__fixtures__documents-example.xml': [
    {
      ...NOTHING,
      number: '142',
      number1C: 'ТДЦУ-000001',
      date1C: '2015-06-29',
      statusId: 'P',
      posted: true,
      paid: true,
      payments: [
        { number: 'ТДЦУ-000001', date: '2015-06-29T15:39:10', sum: '8186.84', currency: 'RUB', refund: false },
      ],
      shipped: true,
      shipments: [{ number: 'ТДЦУ-000003', date: '2015-06-29T17:32:27', returned: false }],
    },
    {
      ...NOTHING,
      number: '235',
      number1C: 'ТДЦУ-000002',
      statusId: 'P',
      posted: true,
      paid: true,
      payments: [{ number: 'ТДЦУ-000002', date: '2015-06-29T16:36:25', sum: '4100', currency: 'RUB', refund: false }],
      deliveryPrice: '500',
    },
  ],
  'ArtemsWay+exchange1c/tests__fixtures__orders-cf0b82a8-3e02-43e7-946c-0ff869125614_1.xml': [
    bitrixDemo('20', '643', undefined),
    bitrixDemo('98', '643', undefined),
  ],
  'carono+php-commerceml/tests__xml__orders.xml': [bitrixDemo('20', 'RUB', '348.00')],
  // УНФ: the hours of the payment and shipment have one digit, and both names of the delivery stand there.
  'dicrtarasov+yii2-exchange1c/doc__orders.xml': [
    {
      ...NOTHING,
      number: '13838',
      number1C: 'СА-013838',
      date1C: '2021-02-17T22:51:37',
      status: 'Отправлен',
      posted: true,
      paid: true,
      payments: [{ number: 'НФНФ-000001', date: '2021-02-18T09:49:02', sum: '1515', currency: 'руб', refund: false }],
      shipped: true,
      shipments: [{ number: 'НФНФ-000001', date: '2021-02-18T09:49:02', returned: false }],
      deliveryMethod: 'Пункт выдачи',
      deliveryPrice: '405',
    },
  ],
  'dobromyslov+commerceml-parser/data__bitrix-query-response-full.xml': [
    waiting('132', '2', 'При получении наличными или картой'),
    waiting('133', '3', 'Банковской картой онлайн'),
  ],
  'irpsv+commerceml/tests__assets__off-doc-1c__orders.xml': [bitrixAccepted, ...answers],
  'irpsv+commerceml/tests__assets__off-doc-1c__orders@1949aeec.xml': [bitrixAccepted, ...answers],
  'irpsv+commerceml/tests__assets__off-doc-1c__orders@59251ead.xml': [bitrixAccepted],
}

test.skipIf(!present)('every file with documents has been looked at', () => {
  expect(filesWithDocuments().sort()).toEqual(Object.keys(KNOWN).sort())
})

describe.skipIf(!present).each(Object.entries(KNOWN))('%s', (file, known) => {
  test('is understood as people understand it', async () => {
    const states = await statesOf(file)
    expect(states).toHaveLength(known.length)
    for (const [index, state] of states.entries()) {
      expect(state).toMatchObject({ operation: 'goodsOrder', ...known[index] })
      for (const key of ['posted', 'status', 'statusId', 'number1C', 'paymentMethod', 'deliveryMethod'] as const) {
        expect(state.sources[key] === undefined).toBe(state[key] === undefined)
      }
    }
  })
})

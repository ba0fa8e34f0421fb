import type { ImportState, KnownImport } from 'commerceml/server'
import { expect, test } from 'vitest'
import { unmade } from '../../src/server/imports/arrears.ts'
import { keyOfDebt } from '../../src/server/imports/key.ts'
import { ids } from './helpers/files.ts'

const known = (name: string, status: ImportState['status'], finishedAt: number): KnownImport => ({
  name,
  state: { status, owner: '', until: 0, user: 'shop', type: 'catalog', message: '', finishedAt },
})

test.each<[string, string, string, number, boolean]>([
  ['under its name', 'import.xml', 'import.xml', 1, true],
  ['in a folder', 'import.xml', 'webdata/0001/import.xml', 1, true],
  ['in a folder of that folder', '0001/import.xml', 'webdata/0001/import.xml', 1, true],
  ['before', 'import.xml', 'import.xml', -1, false],
  ['as another whose name ends alike', 'port.xml', 'import.xml', 1, false],
  ['as another in such a folder', '1/import.xml', '0001/import.xml', 1, false],
])('what was owed is made where it was done since %s', (_, owed, done, later, made) => {
  const debt = known(keyOfDebt(owed), 'failed', 5)
  expect(unmade([known(done, 'done', 5 + later), debt])).toEqual(made ? [] : [debt])
})

test('as many documents as an archive may hold are told from as many that were done', () => {
  const names = ids(100_000).map((id) => `webdata/${id}/import.xml`)
  const debts = names.map((name) => known(keyOfDebt(name.replace('webdata/', '')), 'failed', 5))
  const done = names.slice(1).map((name) => known(name, 'done', 6))
  expect(unmade([...done, ...debts])).toEqual(debts.slice(0, 1))
})

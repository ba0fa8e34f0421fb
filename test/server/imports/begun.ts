import type { ExchangeOptions } from 'commerceml/server'
import { FakeClock } from '../helpers/fake-clock.ts'
import { catalogOf, ids } from '../helpers/files.ts'
import { OneC } from '../helpers/one-c.ts'
import { makeSite } from '../helpers/site.ts'

/** A site with time of its own, and a session with `import.xml` in it. */
export async function begun(options: Partial<ExchangeOptions>, numbers = ids(10), file = catalogOf(numbers)) {
  const clock = new FakeClock()
  const site = makeSite({ clock, ...options })
  const client = new OneC(site.exchange)
  await client.begin()
  await client.upload('import.xml', file)
  return { ...site, clock, client }
}

import type { Deactivation, ExchangeOptions } from 'commerceml/server'
import { FakeClock } from '../helpers/fake-clock.ts'
import { OneC } from '../helpers/one-c.ts'
import { makeSite } from '../helpers/site.ts'

/** A site that notes what it is to deactivate, with time of its own, and a session of a catalog. */
export const deactivatingSite = async (options: Partial<ExchangeOptions> = {}) => {
  const clock = new FakeClock()
  const asked: Deactivation[] = []
  const site = makeSite({ clock, deactivate: async (what) => void asked.push(what), ...options })
  const client = new OneC(site.exchange)
  await client.begin()
  const deactivate = (milliseconds: number) =>
    client.ask('catalog', 'deactivate', { timestamp: String(Math.floor(milliseconds / 1_000)) })
  return { clock, asked, client, deactivate, ...site }
}

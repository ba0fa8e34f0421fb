import { OneC } from '../helpers/one-c.ts'
import { makeSite } from '../helpers/site.ts'

/** A site to which these archives have been sent. */
export const archiveSite = async (
  archives: Readonly<Record<string, Uint8Array>>,
  options: Parameters<typeof makeSite>[0] = {},
) => {
  const site = makeSite({ zip: true, ...options })
  const client = new OneC(site.exchange)
  await client.begin()
  for (const [name, bytes] of Object.entries(archives)) await client.upload(name, bytes)
  return { ...site, client }
}

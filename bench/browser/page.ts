/** What the page of bench/browser/chromium.ts runs: reads the file as a chosen file is read, and reports. */
import { readEvents } from 'commerceml'
import { weigh } from '../child/weigh.ts'

const ENTITIES: readonly string[] = ['product', 'offer', 'order']

async function report(outcome: object): Promise<void> {
  await fetch('/outcome', { method: 'POST', body: JSON.stringify(outcome) })
}

try {
  const engine = new URLSearchParams(location.search).get('engine') as 'wasm' | 'saxes'
  const file = await (await fetch('/document.xml')).blob()
  let entities = 0
  let checksum = 0
  const started = performance.now()
  for await (const event of readEvents(file, { engine })) {
    if (ENTITIES.includes(event.type)) entities++
    checksum += weigh((event as unknown as Record<string, unknown>)[event.type])
  }
  await report({ ms: performance.now() - started, finding: { entities, checksum } })
} catch (error) {
  await report({ error: String(error) })
}

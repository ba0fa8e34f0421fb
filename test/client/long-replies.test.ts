import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { checkSite } from 'commerceml/client'
import { expect, test } from 'vitest'
import { hasParameters } from '../../src/client/check/seen.ts'
import { PROFILE_NAMES, PROFILES } from '../../src/client/profiles.ts'
import { readText } from '../../src/client/reply.ts'

// Each blank was the begin of a search for the end: what a template engine or a malicious site pads its reply with took
// minutes. These take milliseconds, or the time of the test runs out.
const BLANKS = ['\n', '\r', ' ', '\t', '\u00a0', '\r\n', ' \n']

test.each(BLANKS)('a reply with a million of %j in it is read in time', (blank) => {
  const body = `failure${blank.repeat(1_000_000)}x${blank}`
  const reply = { status: 200, headers: new Headers(), bytes: new TextEncoder().encode(body) }
  for (const name of PROFILE_NAMES) expect(readText(PROFILES[name], reply).word(1)).toMatch(/^failure/)
  expect(hasParameters(body)).toBe(false)
  expect(hasParameters(`${body}\n file_limit = 1`)).toBe(true)
})

test('the doctor gets through with a site that answers so', async () => {
  const server = createServer((request, response) => {
    request.resume()
    response.end(`failure${'\n'.repeat(300_000)}x`)
  }).listen(0)
  try {
    const { port } = server.address() as AddressInfo
    const findings = await checkSite(`http://localhost:${port}/1c`, { user: '1c', password: 'p' })
    expect(findings.length).toBeGreaterThan(0)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}, 20_000)

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Charset } from '../../src/source/charset.ts'
import { bodiesOf, type Dialogue, type DialogueStep, dialogueNames, readDialogue } from '../helpers/dialogue.ts'
import { DialogueVariables, expectedBytes } from '../helpers/dialogue-variables.ts'
import { ADAPTERS, LiveSite } from './helpers/live-site.ts'

// The time in an empty document is local.
const zone = process.env['TZ']
beforeAll(() => {
  process.env['TZ'] = 'UTC'
})
afterAll(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

const CHARSETS = ['windows-1251', 'utf-8', 'utf-8-bom'] as const
const adapters = Object.keys(ADAPTERS) as (keyof typeof ADAPTERS)[]
const dialogues = await Promise.all(dialogueNames().map(readDialogue))

async function speak(
  step: Extract<DialogueStep, { is: 'request' }>,
  site: LiveSite,
  variables: DialogueVariables,
  documents: Dialogue['documents'],
  charset: Charset,
): Promise<void> {
  const { method, target, headers, reply } = step
  const filled = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, variables.fill(value)]))
  for (const body of bodiesOf(step, documents)) {
    const { status, bytes } = await site.request(method, variables.fill(target), filled, body)
    const said = new TextDecoder(charset === 'windows-1251' ? charset : 'utf-8').decode(bytes)
    variables.learn(reply.text, said)
    const text = variables.fill(reply.text)
    expect({ said, status }, `line ${step.line}`).toEqual({ said: text, status: reply.status })
    // The site's catalog has no mark, unlike orders; where there is no body there is none either.
    const plain = status === 304 || target.includes('type=get_catalog')
    expect(bytes).toEqual(expectedBytes(text, charset === 'utf-8-bom' && plain ? 'utf-8' : charset))
  }
}

async function replay(dialogue: Dialogue, charset: Charset, adapter: keyof typeof ADAPTERS): Promise<void> {
  const site = new LiveSite(dialogue, charset, adapter)
  const variables = new DialogueVariables(dialogue, charset)
  try {
    for (const step of dialogue.steps) {
      if (step.is === 'request') await speak(step, site, variables, dialogue.documents, charset)
      else if (step.is === 'expect')
        expect(await site.fact(step.fact, step.words), `line ${step.line}`).toEqual(step.words)
      else site.happens(step)
    }
  } finally {
    await site.close()
  }
}

describe.each(adapters)('over %s', (adapter) => {
  describe.each(CHARSETS)('in %s', (charset) => {
    test.each(dialogues)('$name goes as it is written, byte for byte', (dialogue) => replay(dialogue, charset, adapter))
  })
})

import { describe, expect, test } from 'vitest'
import type { Charset } from '../../src/source/charset.ts'
import { bodiesOf, type Dialogue, type DialogueStep, dialogueNames, readDialogue } from '../helpers/dialogue.ts'
import { DialogueVariables, expectedBytes } from '../helpers/dialogue-variables.ts'
import { ScriptedSite } from './scripted-site.ts'

const CHARSETS = ['windows-1251', 'utf-8', 'utf-8-bom'] as const
const dialogues = await Promise.all(dialogueNames().map(readDialogue))

async function speak(
  step: Extract<DialogueStep, { is: 'request' }>,
  site: ScriptedSite,
  variables: DialogueVariables,
  documents: Dialogue['documents'],
  charset: Charset,
): Promise<void> {
  const { target, headers, reply } = step
  for (const body of bodiesOf(step, documents)) {
    const { status, bytes } = await site.handle({
      url: variables.fill(target),
      cookie: headers['Cookie'] && variables.fill(headers['Cookie']),
      authorization: headers['Authorization'] && variables.fill(headers['Authorization']),
      body,
    })
    const said = new TextDecoder(charset === 'windows-1251' ? charset : 'utf-8').decode(bytes)
    variables.learn(reply.text, said)
    const text = variables.fill(reply.text)
    expect({ said, status }, `line ${step.line}`).toEqual({ said: text, status: reply.status })
    // The site's catalog has no mark, unlike orders; where there is no body there is none either.
    const plain = status === 304 || target.includes('type=get_catalog')
    expect(Buffer.from(bytes)).toEqual(expectedBytes(text, charset === 'utf-8-bom' && plain ? 'utf-8' : charset))
  }
}

async function replay(dialogue: Dialogue, charset: Charset): Promise<void> {
  const site = new ScriptedSite(dialogue, { charset })
  const variables = new DialogueVariables(dialogue, charset)
  for (const step of dialogue.steps) {
    if (step.is === 'request') await speak(step, site, variables, dialogue.documents, charset)
    else if (step.is === 'expect') expect(site.fact(step.fact, step.words), `line ${step.line}`).toEqual(step.words)
    else site.happens(step)
  }
}

test('T1 to T12 are there, each with a title', () => {
  const numbers = new Set(dialogues.map(({ name }) => /^t(\d\d)[a-z]?-/.exec(name)?.[1]))
  expect([...numbers]).toEqual(['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'])
  for (const { name, title } of dialogues) expect(title, name).toMatch(/^T\d\d?[a-z]?\. /)
})

describe.each(dialogues)('$title ($name)', (dialogue) => {
  test.each(CHARSETS)('goes as it is written, byte for byte, in %s', async (charset) => {
    await replay(dialogue, charset)
  })
})

import { type Checkpoint, type CommerceMLEvent, createReader, type ReadOptions, readEvents } from 'commerceml'
import { describe, expect, test } from 'vitest'
import { readAll, validFixtures } from '../../helpers/fixtures.ts'
import { bytesOf, DOCUMENTS, digest, ENGINES, pieces, plain, resumeEverywhere, stops } from './stops.ts'

describe.each(ENGINES)('with %s', (engine) => {
  describe.each(DOCUMENTS)('%s', (_, bytes) => {
    test('goes on behind every event', async () => {
      const stopped = await stops(pieces(bytes, 97), { engine })
      expect(stopped.events.length).toBeGreaterThan(250)
      await resumeEverywhere(stopped, (resume) => readEvents(bytes, { engine, resume }))
    })

    test('read in one piece, events behind the place are passed over', async () => {
      const stopped = await stops(bytes, { engine })
      await resumeEverywhere(stopped, (resume) => readEvents(bytes, { engine, resume }), 5)
    })

    test('a handler that asks stands behind its event', async () => {
      const events: CommerceMLEvent[] = []
      const checkpoints: Checkpoint[] = []
      const reader = createReader(
        {
          onEvent(event) {
            events.push(event)
            checkpoints.push(reader.checkpoint())
          },
        },
        { engine },
      )
      for (const piece of pieces(bytes, 500)) reader.feed(piece)
      reader.end()
      await resumeEverywhere({ events, checkpoints }, (resume) => readEvents(bytes, { engine, resume }), 7)
    })
  })

  test('of text, bytes are counted in UTF-8', async () => {
    const stopped = await stops(pieces(plain, 400), { engine })
    await resumeEverywhere(stopped, (resume) => readEvents(plain, { engine, resume }), 3)
  })

  test('of every document of the fixtures', async () => {
    for (const { bytes, options } of validFixtures().flatMap(({ documents }) => documents)) {
      const stopped = await stops(pieces(bytes, 211), { ...options, engine })
      const some = stopped.checkpoints.length > 50 ? 11 : 3
      for (const [index, resume] of stopped.checkpoints.entries()) {
        if (index % some !== 0) continue
        expect(digest(await readAll(bytes, { ...options, engine, resume }))).toBe(
          digest(stopped.events.slice(index + 1)),
        )
      }
    }
  })

  test('of what is selected', async () => {
    const options = { engine, select: ['product', 'catalog'], fields: { product: ['name'] } } as const
    const stopped = await stops(pieces(plain, 300), options)
    await resumeEverywhere(stopped, (resume) => readEvents(plain, { ...options, resume } as object))
  })

  test('a reading that went on can be left again', async () => {
    const { events } = await stops(pieces(plain, 300), { engine })
    let resume: Checkpoint | undefined
    const told: CommerceMLEvent[] = []
    for (let round = 0; round < 400 && told.length < events.length; round++) {
      const reading = readEvents(pieces(plain, 300), { engine, ...(resume && { resume }) })
      let left = 1 + (round % 5)
      for await (const event of reading) {
        told.push(event)
        resume = reading.checkpoint()
        if (--left === 0) break
      }
    }
    expect(digest(told)).toBe(digest(events))
  })

  test('the other engine goes on as well', async () => {
    const other = engine === 'wasm' ? 'saxes' : 'wasm'
    const stopped = await stops(pieces(plain, 900), { engine })
    await resumeEverywhere(stopped, (resume) => readEvents(plain, { engine: other, resume }), 3)
  })

  test('an error behind it has its place in the whole document', async () => {
    const broken = `${plain.slice(0, -30)}&bad;`
    const failure = async (options: ReadOptions): Promise<unknown> => {
      try {
        await readAll(broken, options)
      } catch (error) {
        const { code, message, position } = error as { code: string; message: string; position: unknown }
        return { code, message, position }
      }
      return undefined
    }
    const { checkpoints } = await stops(pieces(plain, 300), { engine })
    expect(await failure({ engine, resume: checkpoints.at(150) as Checkpoint })).toEqual(await failure({ engine }))
    const strict = await failure({ engine, strict: true, resume: checkpoints.at(150) as Checkpoint })
    expect(strict).toMatchObject({ code: 'strict-issue' })
  })

  test('the input may begin where the bytes are needed', async () => {
    const bytes = bytesOf(plain)
    const { events, checkpoints } = await stops(pieces(bytes, 300), { engine })
    const resume = checkpoints.at(120) as Checkpoint
    expect(resume.offset).toBeGreaterThan(3_000)
    const progress: number[] = []
    const onProgress = (read: number): void => void progress.push(read)
    const options = { engine, resume, inputOffset: resume.offset, onProgress }
    const rest = await readAll(bytes.subarray(resume.offset), options)
    expect(digest(rest)).toBe(digest(events.slice(121)))
    expect(progress).toEqual([bytes.length]) // of the document, not of what is left of it
  })
})

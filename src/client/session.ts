import { countParts, partsOf } from './chunks.ts'
import type { Answer, Connection } from './connection.ts'
import type { Events } from './events.ts'
import { ExchangeFailure, isExchangeFailure } from './failure.ts'
import type { PushOptions, RequestOptions } from './options.ts'
import type { InitLimits } from './outcome.ts'
import { type SessionPlan, zipNameOf } from './plan.ts'
import type { Step } from './step.ts'

type Accepted = Extract<Answer['outcome'], { result: 'ok' | 'repeat' }>

/** Resolves after a while, or throws the reason of the signal. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  if (ms <= 0) return
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}

const failureOf = (step: Step, answer: Answer, file: string | undefined): ExchangeFailure | undefined => {
  const { outcome, reply, entry } = answer
  if (outcome.result !== 'failed') return undefined
  return new ExchangeFailure(step, outcome.code, outcome.words, { file, reply, entry, notes: outcome.notes })
}

/** One step: its request as an event, its notes, its failure as an error. */
export async function* take(site: Connection, step: Step, request: RequestOptions): Events<Accepted> {
  let answer: Answer
  try {
    answer = await site.call(step, request)
  } catch (error) {
    if (isExchangeFailure(error) && error.entry !== undefined) yield { type: 'request', entry: error.entry }
    throw error
  }
  if (answer.cut !== undefined) yield { type: 'request', entry: answer.cut }
  yield { type: 'request', entry: answer.entry }
  for (const words of answer.outcome.notes) yield { type: 'note', step, words }
  const failure = failureOf(step, answer, request.file)
  if (failure !== undefined) throw failure
  return answer.outcome as Accepted // failureOf took the third kind
}

/** Asks until the site no longer says progress, with a pause between. Gives what it said then. */
export async function* poll(
  site: Connection,
  step: Step,
  request: RequestOptions,
  { maxPolls = Number.POSITIVE_INFINITY, pollPauseMs = site.profile.pollPauseMs, signal }: PushOptions,
): Events<string> {
  const { file } = request
  for (let polls = 1; ; polls++) {
    const { result, message } = yield* take(site, step, request)
    if (result === 'ok') return message
    if (file !== undefined) yield { type: 'progress', file, polls, message }
    if (polls >= maxPolls) throw new ExchangeFailure(step, 'too-many-polls', message, { file })
    await pause(pollPauseMs, signal)
  }
}

async function* upload(site: Connection, plan: SessionPlan, limits: InitLimits, options: PushOptions): Events<void> {
  const { type } = plan
  let { files } = plan
  if (limits.zip && options.zip !== undefined && files.length > 0) {
    const archive = await options.zip(files)
    const read = (position: number, length: number): Promise<Uint8Array> => archive.read(position, length)
    files = [{ name: zipNameOf(site.profile, plan.documents), size: archive.size, read }]
  }
  for (const file of files) {
    const how = { emptyLast: options.emptyLastChunk ?? site.profile.emptyLastChunk }
    const parts = countParts(file.size, limits.fileLimit, how)
    let number = 1
    for (const part of partsOf(file.size, limits.fileLimit, how)) {
      yield* take(site, 'file', { type, file: file.name, body: { file, part } })
      const sentBytes = part.position + part.length
      yield { type: 'uploaded', file: file.name, part: number++, parts, sentBytes, totalBytes: file.size }
    }
  }
}

async function* importFile(site: Connection, plan: SessionPlan, file: string, options: PushOptions): Events<void> {
  await pause(options.pollPauseMs ?? site.profile.pollPauseMs, options.signal)
  const message = yield* poll(site, 'import', { type: plan.type, file }, options)
  yield { type: 'imported', file, message }
}

/**
 * The loop of all clients stops only while no file has succeeded: their flag ИмпортУспешноЗавершен is never set back,
 * so a failure behind a success does not keep them from the files that follow.
 */
async function* importAll(site: Connection, plan: SessionPlan, options: PushOptions): Events<void> {
  let failure: ExchangeFailure | undefined
  let succeeded = false
  for (const file of plan.documents) {
    try {
      yield* importFile(site, plan, file, options)
      succeeded = true
    } catch (error) {
      if (!isExchangeFailure(error) || error.code === 'too-many-polls') throw error
      failure ??= error
      if (!succeeded) break
    }
  }
  if (failure !== undefined) throw failure
}

/** One session: checkauth, init, uploads, imports. */
export async function* session(site: Connection, plan: SessionPlan, options: PushOptions): Events<void> {
  yield* take(site, 'checkauth', { type: plan.type })
  const outcome = yield* take(site, 'init', { type: plan.type })
  const limits = outcome.result === 'ok' ? (outcome.limits ?? { zip: false }) : { zip: false }
  yield { type: 'parameters', limits }
  yield* upload(site, plan, limits, options)
  if (plan.imports) yield* importAll(site, plan, options)
}

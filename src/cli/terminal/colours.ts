import pc from 'picocolors'

/** Colours for a stream: on a terminal alone, so that a pipe or a log stays plain. `NO_COLOR` and `FORCE_COLOR` have their say. */
export function coloursFor(stream: NodeJS.WriteStream): ReturnType<typeof pc.createColors> {
  const { NO_COLOR, FORCE_COLOR } = process.env
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0'
  return pc.createColors(!NO_COLOR && (forced || stream.isTTY === true))
}

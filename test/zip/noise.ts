import { randomBytes } from 'node:crypto'

// It does not shrink, and which bytes it holds does not matter.
export const noise = randomBytes(2 * 1024 * 1024)
export const text = '<Товар><Ид>1</Ид></Товар>\n'.repeat(20_000)

import { one, type Rows, text } from 'commerceml/schema'

/** So many rows beside those of the schema: `own0` of `Своё0`, and so on. */
export const ownRows = (count: number): Rows =>
  Object.fromEntries(Array.from({ length: count }, (_, row) => [`own${row}`, one(`Своё${row}`, text)]))

import { expect } from 'vitest'
import { differenceOf } from '../../fuzz/difference.ts'
import type { PlanName } from '../../fuzz/names.ts'
import type { AnyReaderOptions } from '../../helpers/any-options.ts'

/** Both engines must say the same of the document. */
export function compare(
  xml: string,
  options: AnyReaderOptions = {},
  plan: PlanName = 'commerceml',
  cuts: number[] = [],
): void {
  const bytes = Buffer.from(xml)
  expect(differenceOf({ bytes, plan, options, cuts: { wasm: cuts, saxes: cuts } }), xml).toBeUndefined()
}

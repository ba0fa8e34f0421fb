import type { DocumentTax } from '../tax.ts'
import { decimal } from '../values.ts'
import { comparable } from './words.ts'

// What 1C writes where a rate would stand: УТ 10.3 `Без налога`, the others `Без НДС`.
const NO_TAX: ReadonlySet<string> = new Set(['безналога', 'безндс'])
// `18`, `18.00`, `18%`; and `18/118`, the rate of a sum that contains the tax, which УТ 10.3 writes and all of them read.
const PERCENT = /^([\d.,]+)\s*%?$/
const CALCULATED = /^(\d+)\s*\/\s*(\d+)$/

/** `20` of `20.00`: rates are compared, by УТ 10.3 as text. */
export const shortestRate = (percent: string): string => percent.replace(/\.0*$|(\.\d*?)0+$/, '$1')

function percentOf(written: string): string | undefined {
  const percent = decimal.parse(written)
  return percent === undefined ? undefined : shortestRate(percent)
}

/**
 * The rate of a tax in percent, as an exact decimal. Ставка is text: `20`, `20.00`, `18%` or `20/120` in real files.
 * `none` for goods free of the tax (`Без НДС`), which is not the rate 0; `undefined` where there is no tax, or
 * no readable rate: `taxRateOf(product.taxRates[0])`.
 *
 * @example
 * import { taxRateOf } from 'commerceml/schema'
 * console.log(taxRateOf({ rate: '18/118' }), taxRateOf({ rate: '20.00' })) // 18 20
 * console.log(taxRateOf({ rate: 'Без НДС' }), taxRateOf({ rate: 'льготная' })) // none undefined
 */
export function taxRateOf(tax: Pick<DocumentTax, 'rate'> | undefined): string | undefined {
  const written = tax?.rate?.trim() ?? ''
  if (NO_TAX.has(comparable(written))) return 'none'
  const [, part, whole] = CALCULATED.exec(written) ?? []
  if (part !== undefined) return Number(whole) === Number(part) + 100 ? percentOf(part) : undefined
  const [, percent] = PERCENT.exec(written) ?? []
  return percent === undefined ? undefined : percentOf(percent)
}

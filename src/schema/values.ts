import { Boolean as BooleanSchema, String as StringSchema, type TSchema, type TSchemaOptions } from 'typebox'

/** Codes of the issues for values that a codec cannot read. */
export type InvalidValueCode = 'invalid-decimal' | 'invalid-flag' | 'invalid-date'

/** How one text value is typed, read and written. (Methods, not function properties: assignability needs it.) */
export interface Codec<T = unknown> {
  /** What it reads, for messages and the field table: `decimal`. */
  readonly name: string
  /** The code of the issue when `parse` gives up; `undefined` for codecs that never do. */
  readonly invalid: InvalidValueCode | undefined
  /** The JSON Schema of its values, as TypeBox makes it, with these keywords. */
  schema(options: TSchemaOptions): TSchema
  /** `undefined` when the text is not such a value: the reader then reports it, and keeps the text in `extras`. */
  parse(raw: string): T | undefined
  /** What a text that `parse` refuses may be by the value of another row. */
  readonly beside?: {
    /** Key of that row: with `fields` it is read as well. */
    readonly row: string
    /** The value, if `other`, what has come of that row, makes one of the text. */
    parse(raw: string, other: unknown): T | undefined
  }
  /** The text to write for a value; `parse` gives that value back. */
  format(value: T): string
}

/** Text as written: leading zeros and trailing blanks are data, and an empty element is `''`, not absent. */
export const text: Codec<string> = {
  name: 'text',
  invalid: undefined,
  schema: (options) => StringSchema(options),
  parse: (raw) => raw,
  format: (value) => value,
}

// 1C's own Число holds at most 38 digits; a longer run is an attack or a mistake, and no database takes it.
const MAX_DIGITS = 38
// Blanks that group digits: space, NBSP (1C's default), thin and narrow NBSP.
const GROUPED = /^[+-]?\d{1,3}(?:[ \u00A0\u2009\u202F]\d{3})+(?:[.,]\d*)?$/
const MINUS = 0x2d
const DOT = 0x2e
const ZERO = 0x30
const NINE = 0x39
/** Digits before a dot that {@link isCanonical} takes, and behind it. */
const FEW_DIGITS = 18

/** Where the digits end that begin at `at`. */
function digitsEnd(raw: string, at: number): number {
  let end = at
  while (end < raw.length) {
    const unit = raw.charCodeAt(end)
    if (unit < ZERO || unit > NINE) break
    end++
  }
  return end
}

/**
 * What nearly every value already is, `0`, `-12` or `1234.50`; the rest of the work is for the others. It stands where a
 * regular expression would, which takes five times as long: a tenth of the values of a price list are decimals.
 */
function isCanonical(raw: string): boolean {
  const start = raw.charCodeAt(0) === MINUS ? 1 : 0
  const whole = digitsEnd(raw, start)
  if (whole === start || whole - start > FEW_DIGITS) return false
  if (raw.charCodeAt(start) === ZERO && whole > 1) return false
  if (whole === raw.length) return true
  const end = digitsEnd(raw, whole + 1)
  return raw.charCodeAt(whole) === DOT && end === raw.length && end - whole > 1 && end - whole - 1 <= FEW_DIGITS
}

const PLAIN = /^([+-]?)(\d*)(?:\.(\d*))?$/

/**
 * An exact decimal as a string, never a float: `-1234.50`. Accepts comma or dot, grouping blanks, a sign, a trailing dot.
 * Refuses `Без НДС`, `18%`, `NaN`, `0x10`, `1e5` and an empty text.
 */
export const decimal: Codec<string> = {
  name: 'decimal',
  invalid: 'invalid-decimal',
  schema: (options) => StringSchema({ pattern: '^-?\\d+(\\.\\d+)?$', ...options }),
  parse(raw) {
    if (isCanonical(raw)) return raw
    let value = raw.trim().replace('\u2212', '-')
    if (GROUPED.test(value)) value = value.replace(/[ \u00A0\u2009\u202F]/g, '')
    const match = PLAIN.exec(value.replace(',', '.'))
    if (match === null) return undefined
    const [, sign, whole = '', fraction = ''] = match
    const digits = whole.length + fraction.length
    if (digits === 0 || digits > MAX_DIGITS) return undefined
    const integer = whole.replace(/^0+(?=\d)/, '') || '0'
    const magnitude = fraction === '' ? integer : `${integer}.${fraction}`
    return sign === '-' && /[1-9]/.test(magnitude) ? `-${magnitude}` : magnitude
  },
  format: (value) => value,
}

// The schema's doc comment names all four pairs; real files hold true and false, Russian locales Истина and Ложь.
const FLAGS = new Map<string, boolean>([
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
  ['да', true],
  ['нет', false],
  ['истина', true],
  ['ложь', false],
  ['правда', true],
])

/** A {@link decimal} of which nothing is zero: УТ 11.1 writes an empty КоличествоНаСкладе for a warehouse that has none. */
export const stockQuantity: Codec<string> = {
  ...decimal,
  parse: (raw) => (raw.trim() === '' ? '0' : decimal.parse(raw)),
}

/** A yes or no: `true`, `1`, `да`, `истина`, `правда` and their opposites, in any case. */
export const flag: Codec<boolean> = {
  name: 'flag',
  invalid: 'invalid-flag',
  schema: (options) => BooleanSchema(options),
  parse: (raw) => FLAGS.get(raw) ?? FLAGS.get(raw.trim().toLowerCase()),
  format: (value) => (value ? 'true' : 'false'),
}

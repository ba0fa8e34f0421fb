import type { RequestType, Step } from './step.ts'

/**
 * What a client appends to the address of the site, by step. `{line4}` and `{line5}` are these lines of the checkauth reply
 * as they came, `{sessid}` is line 4 without `sessid=`, and `{&line4}` is line 4 after an ampersand, or nothing if it is
 * empty. 1C encodes none of them.
 */
export type Addresses = Readonly<Record<Step, string>>

/** All stock clients: UT103 `АдресДляРаботы + ПараметрЗапросаHTTP_…`, and the same in UT115. */
export const STOCK: Addresses = {
  checkauth: '?type={type}&mode=checkauth',
  init: '?type={type}&mode=init',
  file: '?type={type}&mode=file&filename={file}',
  import: '?type={type}&mode=import&filename={file}',
  'orders-init': '?type={type}&mode=init',
  query: '?type={type}&mode=query',
  success: '?type={type}&mode=success',
  info: '?type={type}&mode=info',
  deactivate: '?type={type}&mode=deactivate',
  complete: '?type={type}&mode=complete',
}

/** UT 11.5 with the node option «использовать идентификатор сессии»: `sessid` behind everything but checkauth. */
export const STOCK_SESSID: Addresses = {
  ...(Object.fromEntries(
    Object.entries(STOCK).map(([step, address]) => [step, `${address}&sessid={sessid}`]),
  ) as Record<Step, string>),
  checkauth: STOCK.checkauth,
}

/**
 * UNF `ДобавитьТокенБитрикс`: `&` and line 4 as it is, before the mode when it sends, behind it when it fetches orders;
 * nothing at all when that line is empty.
 */
export const UNF_BITRIX: Addresses = {
  ...STOCK,
  init: '?type={type}{&line4}&version=2.09&cmlVersion=2.10&mode=init',
  file: '?type={type}{&line4}&version=2.09&cmlVersion=2.10&mode=file&filename={file}',
  import: '?type={type}{&line4}&version=2.09&cmlVersion=2.10&mode=import&filename={file}',
  'orders-init': '?type={type}&mode=init{&line4}&cmlVersion=2.10',
  query: '?type={type}&mode=query{&line4}',
  success: '?type={type}&mode=success{&line4}',
  info: '?type={type}&mode=info{&line4}',
}

/**
 * The closed Bitrix module: `mode=init&&version=2.08` and `filename=references___<uuid>.xml&` are what its verbatim
 * line 4 leaves when the site sent none (MDF InputRequest/Generic.php). Deactivate names the time of line 5 (USAM log).
 */
export const BITRIX: Addresses = {
  checkauth: STOCK.checkauth,
  init: '?type={type}&mode=init&{line4}&version=2.08',
  file: '?type={type}&mode=file&filename={file}&{line4}',
  import: '?type={type}&mode=import&filename={file}&{line4}',
  'orders-init': '?type={type}&mode=init&{line4}&version=2.08',
  query: '?type={type}&mode=query&{line4}',
  success: '?type={type}&mode=success&{line4}',
  info: '?type={type}&mode=info&{line4}',
  deactivate: '?type={type}&mode=deactivate&{line4}&{line5}',
  complete: '?type={type}&mode=complete&{line4}',
}

/** What fills the gaps of an address. */
export interface AddressValues {
  readonly type: RequestType
  readonly file?: string
  readonly line4?: string
  readonly line5?: string
}

// A URL parser drops line ends and tabs and cuts at `#`; 1C would put them on the wire. Encoded, they at least arrive.
const CUT = /[\0-\x20#]/g
const encoded = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`

/** The address with its gaps filled: nothing else is changed, so that `%2e` and a second `?` go out as they are. */
export function fillAddress(address: string, { type, file = '', line4 = '', line5 = '' }: AddressValues): string {
  const values: Record<string, string> = {
    type,
    file,
    line4,
    line5,
    sessid: line4.replaceAll('sessid=', ''),
    '&line4': line4 === '' ? '' : `&${line4}`,
  }
  return address.replace(/\{(&?\w+)\}/g, (_, name: string) => values[name] ?? '').replace(CUT, encoded)
}

import type { Answer } from '../connection.ts'
import type { Mode } from '../step.ts'

/** A reply, made ready to be judged. */
export interface Seen {
  readonly mode: Mode
  readonly answer: Answer
  readonly status: number
  readonly bytes: Uint8Array
  /** UTF-8 if it is, else windows-1251; without byte order mark and without trailing line ends. */
  readonly text: string
  /** The same with them. */
  readonly raw: string
  /** The site was meant to say no. */
  readonly refusal: boolean
}

/** In lower case, without blanks around it. */
export const firstLine = ({ text }: Seen): string => (text.split('\n')[0] ?? '').trim().toLowerCase()
/** As it is written, without blanks around it. */
export const secondLine = ({ text }: Seen): string => (text.split('\n')[1] ?? '').trim()
export const lineCount = ({ text }: Seen): number => text.split('\n').length

/** Whether any byte is not ASCII. */
export const hasLetters = (bytes: Uint8Array): boolean => bytes.some((byte) => byte > 0x7f)

export function isValidIn(encoding: string, bytes: Uint8Array): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
export const isUtf8 = (bytes: Uint8Array): boolean => isValidIn('utf-8', bytes)

export const isHtml = ({ text }: Seen): boolean => /^\s*<(!doctype html|html|head|body)/i.test(text)
/** Whether a text is what `init` answers. A refusal of it has lines too, and no parameters in any of them. */
export const hasParameters = (text: string): boolean => /^[^\S\r\n\u2028\u2029]*(zip|file_limit)\s*=/im.test(text)
export const isParameters = ({ text }: Seen): boolean => hasParameters(text)
export const isRedirect = ({ status }: Seen): boolean => status >= 300 && status < 400

/**
 * The exchange protocol of 1C as a state machine: requests in, decisions out; outcomes in, replies out. It does no I/O and
 * reads neither XML nor a clock; `commerceml/server` adds all that.
 *
 * @module commerceml/exchange
 */
export type { Charset } from '../source/charset.ts'
export { charsetFor, charsetLabel, encodeText } from './charset.ts'
export { type Conclusion, conclude, type DocumentReply } from './conclusion.ts'
export { cookieValues } from './cookie.ts'
export { type Credentials, parseCredentials } from './credentials.ts'
export { type Decision, type Deed, decide } from './decision.ts'
export { type BadFileName, EXTENSIONS, type FileName, type FileNameFault, parseFilename } from './filename.ts'
export { type ImportProgress, importLine } from './import-line.ts'
export type { Outcome } from './outcome.ts'
export { parseQuery } from './query.ts'
export type { Refusal } from './refusal.ts'
export { failure, progress, refusal, STATUS_WORDS, success, type TextReply } from './reply.ts'
export { type ExchangeRequest, parseRequest, type WireRequest } from './request.ts'
export { sameSecret } from './secret.ts'
export { isSessionId, type Session, type SessionState } from './session.ts'
export { DEFAULT_SETTINGS, type ExchangeSettings, resolveSettings, type SomeSettings } from './settings.ts'
export { type ExchangeMode, type ExchangeState, type ExchangeType, TRANSITIONS } from './transitions.ts'

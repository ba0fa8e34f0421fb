/**
 * A 1C to test a site with: it sends requests, reads replies and gives up as the real ones do. And a doctor that reports
 * what each of them would do. Runs wherever `fetch` does: no `node:` module is loaded.
 *
 * @module commerceml/client
 */
export type { Addresses } from './addresses.ts'
export { checkSite } from './check/check.ts'
export { type Finding, type Level, reportData, reportLines, worst } from './check/finding.ts'
export { CHECKED_PROFILES, type CheckOptions } from './check/options.ts'
export { type ClientFile, fileOf, type Part, type PartOptions, partsOf } from './chunks.ts'
export { connect } from './connect.ts'
export type { Answer, Connection } from './connection.ts'
export type { ExchangeEvent } from './events.ts'
export { ExchangeFailure, type ExchangeFailureDetails, isExchangeFailure } from './failure.ts'
export type { PullOptions, PushOptions, RequestOptions, SiteOptions } from './options.ts'
export type { FailureCode, InitLimits, Orders, ReplyOutcome, SessionLines } from './outcome.ts'
export type { Profile, ProfileName } from './profile.ts'
export { PROFILE_NAMES, PROFILES } from './profiles.ts'
export { pullOrders } from './pull.ts'
export { pushCatalog, pushOrders } from './push.ts'
export type { Reply } from './reply.ts'
export { readReply } from './rules.ts'
export type { Mode, RequestType, Step } from './step.ts'
export { formatEntry, type TranscriptEntry } from './transcript.ts'
export type { Words } from './words.ts'

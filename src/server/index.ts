/**
 * A site that 1C exchanges with: the protocol of `commerceml/exchange` plus storage, imports and HTTP. No `node:` module is
 * loaded until an archive is opened; stores on disk and the handler for `node:http` are in `commerceml/server/node`.
 *
 * @module commerceml/server
 */
export type { Credentials } from '../exchange/credentials.ts'
export { sameSecret } from '../exchange/secret.ts'
export type { Clock } from './clock.ts'
export type { OutgoingDocument } from './documents.ts'
export type { Exchange, SiteRequest } from './exchange.ts'
export { createFetchHandler, type FetchHandlerOptions } from './fetch-handler.ts'
export type { ErrorContext } from './hooks.ts'
export { failureText } from './imports/fault.ts'
export type { Importer, ImportJob } from './imports/importer.ts'
export { DEFAULT_EXCHANGE_LIMITS, type ExchangeLimits } from './limits.ts'
export { memoryStores } from './memory/stores.ts'
export type { Attempt, ExchangeOptions } from './options.ts'
export type { RequestRecord } from './request-record.ts'
export type { SiteResponse } from './response.ts'
export { createExchange } from './site.ts'
export type { Asker, CatalogSource, Deactivation, OrderSource } from './sources.ts'
export type {
  ExchangeStores,
  ImportState,
  ImportStore,
  KnownImport,
  SessionStore,
  StoredFile,
  UploadedFile,
  UploadPart,
  UploadStore,
} from './stores.ts'

import type { EventType, FieldsOf, ReaderOptions, ReadOptions } from 'commerceml'

/** Options that may name fields: what is read with them has these alone, whatever the types of its events say. */
export type AnyReaderOptions = ReaderOptions<Record<never, never>, EventType, FieldsOf>
/** As {@link AnyReaderOptions}, for `readEvents`. */
export type AnyReadOptions = ReadOptions<Record<never, never>, EventType, FieldsOf>

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// The schemas are 1C's: read where they lie, never part of the project.
const SPEC = fileURLToPath(new URL('../../../../shared/spec/', import.meta.url))
/** By the version that they describe. */
export const SCHEMAS = {
  '2.08': join(SPEC, 'CommerceML_2.08_gillbeits.xsd'),
  '2.10': join(SPEC, 'CommerceML_2.10_debrsky-berg-app.xsd'),
} as const
export type Version = keyof typeof SCHEMAS

/** Whether they are here. */
export const schemasPresent = Object.values(SCHEMAS).every((file) => existsSync(file))

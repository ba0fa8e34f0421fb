import type { Extras } from '../schema/extras.ts'
import type { Values } from './element-plan.ts'
import { invalidValue, isEntity } from './invalid-value.ts'

// No reader takes so much unless its limits are lifted: what goes deeper holds itself.
const DEEPEST = 1_000

/** The extras of an entity, looked through: what is not there would be written as `undefined`. Throws `CommerceMLError`. */
export function givenExtras(entity: Values, path: string): Extras | undefined {
  const extras = entity['extras'] ?? undefined
  if (extras !== undefined) assertExtras(extras, `${path}.extras`, 0)
  return extras as Extras | undefined
}

function assertExtras(given: unknown, path: string, depth: number): void {
  if (!isEntity(given)) throw invalidValue(path, 'an object', given)
  if (depth > DEEPEST) throw invalidValue(path, `at most ${DEEPEST} elements in each other`, 'more')
  const { attributes, text, elements } = given
  assertString(text, `${path}.text`)
  if (!isEntity(attributes)) throw invalidValue(`${path}.attributes`, 'an object', attributes)
  for (const [name, value] of Object.entries(attributes)) assertString(value, `${path}.attributes.${name}`)
  if (!Array.isArray(elements)) throw invalidValue(`${path}.elements`, 'an array', elements)
  for (const [index, element] of elements.entries()) {
    const at = `${path}.elements[${index}]`
    assertExtras(element, at, depth + 1)
    assertString((element as Values)['name'], `${at}.name`)
  }
}

function assertString(value: unknown, path: string): void {
  if (typeof value !== 'string') throw invalidValue(path, 'a string', value)
}

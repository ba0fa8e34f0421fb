/** An entity as it was read; typed by the schema that its node was compiled from. */
export type Target = Record<string, unknown>

/** The key of what the schema lacks, among an entity's fields. */
export const EXTRAS = 'extras'

/** Makes the objects of one kind of entity. */
export type TargetClass = new (never: boolean) => Target

/**
 * A constructor of plain objects that will have many properties. V8 gives `{}` room for four and moves the others with
 * every third one that comes; objects of a constructor get as much room as the first ones needed, up to what it could
 * be thought to assign. Three times as fast for twenty properties.
 */
export function targetClass(): TargetClass {
  function Entity(this: Target, never: boolean) {
    if (!never) return
    this['a'] = this['b'] = this['c'] = this['d'] = this['e'] = this['f'] = this['g'] = this['h'] = 0
    this['i'] = this['j'] = this['k'] = this['l'] = this['m'] = this['n'] = this['o'] = this['p'] = 0
    this['q'] = this['r'] = this['s'] = this['t'] = this['u'] = this['v'] = this['w'] = this['x'] = 0
    this['aa'] = this['ab'] = this['ac'] = this['ad'] = this['ae'] = this['af'] = this['ag'] = this['ah'] = 0
  }
  Entity.prototype = Object.prototype // nobody can tell them from others
  return Entity as unknown as TargetClass
}

/**
 * The same string as the runtime keeps it for keys of objects. Two of these are equal when they are one and the same:
 * a `Map` finds them without comparing their characters, as it does for strings that were cut or decoded.
 */
export const interned = (name: string): string => Object.keys({ [name]: 0 })[0] ?? name

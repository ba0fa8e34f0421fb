import type { CommerceMLEvent, Extras } from 'commerceml'

export type Tree = { readonly [K in keyof Extras]?: unknown } & { readonly name?: string }

/** Extras with what is empty left out. */
export const brief = (extras: Extras | undefined): Tree | undefined => {
  if (extras === undefined) return undefined
  const { attributes, text, elements, ...name } = extras
  return {
    ...name,
    ...(Object.keys(attributes).length > 0 && { attributes: { ...attributes } }),
    ...(text !== '' && { text }),
    ...(elements.length > 0 && { elements: elements.map(brief) }),
  }
}

export const entityExtras = (event: CommerceMLEvent | undefined): Tree | undefined => {
  if (event === undefined) return undefined
  const entity = event.type === 'end' ? event.document : (event as unknown as Record<string, unknown>)[event.type]
  return brief((entity as { extras?: Extras }).extras)
}

export const element = (name: string, inside: Tree = {}): Tree => ({ elements: [{ name, ...inside }] })

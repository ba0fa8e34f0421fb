/** An element without children, as extras have it. */
export const leaf = (name: string, text: string, attributes: Record<string, string> = {}) => ({
  name,
  attributes,
  text,
  elements: [],
})

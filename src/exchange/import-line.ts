/** How far an import has got. */
export interface ImportProgress {
  /** Its name as 1C is shown it: `import.xml`. */
  readonly file: string
  /** How many products, offers, groups … by the types of the reader's events. */
  readonly counts: Readonly<Record<string, number>>
  /** How much of the file was read, 0 to 100. */
  readonly percent: number
}

const COUNT_WORDS: Record<string, string> = {
  group: 'групп',
  property: 'свойств',
  product: 'товаров',
  offer: 'предложений',
  order: 'документов',
  referenceItem: 'элементов справочников',
  counterparty: 'контрагентов',
  issue: 'замечаний',
}

/**
 * The text, in Russian, that follows `progress` and the final `success` of an import. Types without a Russian word are
 * left out.
 *
 * @example
 * import { importLine } from 'commerceml/exchange'
 * const counts = { product: 1200, issue: 3 }
 * console.log(importLine({ file: 'import.xml', percent: 40, counts })) // import.xml: 40 %, товаров 1200, замечаний 3
 */
export function importLine({ file, counts, percent }: ImportProgress): string {
  const counted = Object.entries(COUNT_WORDS)
    .filter(([type]) => (counts[type] ?? 0) > 0)
    .map(([type, word]) => `${word} ${counts[type]}`)
  return [`${file}: ${percent} %`, ...counted].join(', ')
}

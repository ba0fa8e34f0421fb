import { catalog, document, offers } from '../../helpers/documents.ts'

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

export const ids = (count: number, first = 1): number[] => Array.from({ length: count }, (_, index) => first + index)

/** A catalog of these products, each as long as `length` characters more. */
export const catalogOf = (numbers: readonly (number | string)[], length = 0): string =>
  DECLARATION +
  catalog(
    numbers
      .map((id) => `<Товар><Ид>${id}</Ид><Наименование>Товар ${id}${padding(id, length)}</Наименование></Товар>`)
      .join('\n'),
  )

/** Not the same in any two. */
function padding(id: number | string, length: number): string {
  let text = ''
  for (let index = 0; text.length < length; index++) text += ` ${id}.${index * 7919}`
  return text.slice(0, length)
}

export const offersOf = (numbers: readonly (number | string)[]): string =>
  DECLARATION + offers(numbers.map((id) => `<Предложение><Ид>${id}</Ид></Предложение>`).join('\n'))

export const ordersOf = (numbers: readonly (number | string)[]): string =>
  DECLARATION +
  document(
    numbers
      .map((id) => `<Документ><Ид>${id}</Ид><Номер>${id}</Номер><ХозОперация>Заказ товара</ХозОперация></Документ>`)
      .join('\n'),
  )

export const products = (numbers: readonly (number | string)[]): string[] => numbers.map((id) => `product ${id}`)

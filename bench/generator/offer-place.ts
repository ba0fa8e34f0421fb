import { guid } from './random.ts'

/** Which product an offer belongs to, and which of its characteristics it is: none, or a number from 0. */
interface Place {
  readonly product: number
  readonly characteristic: number | undefined
}

const BLOCK_PRODUCTS = 46

/** 100 offers of 46 products, 73 of them with a characteristic; the pattern repeats. */
const BLOCK: readonly Place[] = Array.from({ length: BLOCK_PRODUCTS }, (_, product): Place[] => {
  const mixed = (product * 17) % BLOCK_PRODUCTS // 17 and 46 share no factor: a permutation, so that kinds alternate
  if (mixed < 27) return [{ product, characteristic: undefined }]
  return Array.from({ length: mixed === 27 ? 1 : 4 }, (_, characteristic) => ({ product, characteristic }))
}).flat()

/** Where the offer of that number stands. */
export function placeOf(index: number): Place {
  const place = BLOCK[index % BLOCK.length] as Place // in range
  return { ...place, product: Math.floor(index / BLOCK.length) * BLOCK_PRODUCTS + place.product }
}

/** Its Ид: the product's, and that of the characteristic behind it where there is one. */
export function offerId(seed: number, index: number): string {
  const { product, characteristic } = placeOf(index)
  const id = guid(seed, 'product', product)
  return characteristic === undefined ? id : `${id}#${guid(seed, 'characteristic', index)}`
}

export const priceTypeId = (seed: number, index: number): string => guid(seed, 'price type', index)
export const warehouseId = (seed: number, index: number): string => guid(seed, 'warehouse', index)

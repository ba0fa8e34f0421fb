/** 64 bits by FNV-1a, as 16 digits: the same for one text always and everywhere. */
function printOf(text: string): string {
  let print = 0xcbf29ce484222325n
  for (let index = 0; index < text.length; index++) {
    print = BigInt.asUintN(64, (print ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n)
  }
  return print.toString(16).padStart(16, '0')
}

/** The beginning of a text with a mark and its print behind it, so many characters in all. */
export function printed(text: string, length: number, mark = ''): string {
  const behind = `${mark}${printOf(text)}`
  return `${[...text].slice(0, length - behind.length).join('')}${behind}`
}

/** A text of so many characters at most: of a longer one the beginning, and its print. */
export const shortened = (text: string, longest: number): string =>
  [...text].length > longest ? printed(text, longest) : text

import { CommerceMLError, type Position } from '../../errors.ts'
import { ROOT } from '../../schema/places.ts'

/** Roots of what is sent in place of CommerceML, lower case and without prefix, as operators name them. */
const FOREIGN_ROOTS = new Map<string, string>([
  ['html', 'an HTML page'],
  ['yml_catalog', 'a Yandex Market catalog (YML)'],
  ['message', 'an EnterpriseData message'],
  ['_1cv8dtud', 'a 1C data exchange file'], // what 1C calls its universal exchange in XML
  ['файлобмена', 'a 1C:Conversion exchange file'],
  ['commercialinformation', 'CommerceML with English names'],
  ['commerceinformation', 'CommerceML with English names'], // what the module of 1С-Битрикс looks for
  ['businessinformation', 'CommerceML with English names'], // what УНФ 1.x writes in its translation (SMB)
  ['rss', 'an RSS feed'],
  ['feed', 'an Atom feed'],
  ['urlset', 'a sitemap'],
  ['svg', 'an SVG picture'],
  ['error', 'an error message of a server'],
  ['envelope', 'a SOAP message'],
  ['каталог', 'a part of CommerceML without its root'],
  ['классификатор', 'a part of CommerceML without its root'],
  ['пакетпредложений', 'a part of CommerceML without its root'],
  ['документ', 'a part of CommerceML without its root'],
  ['документы', 'a part of CommerceML without its root'],
  ['контейнер', 'a part of CommerceML without its root'],
  ['справочник', 'the statuses and services that a site tells 1C'],
])

/** What a document with this root element (or DOCTYPE name) is, in words; `undefined` when that is not known. */
export function foreignRoot(name: string): string | undefined {
  if (name.includes('\uFFFD')) return 'text that was decoded wrongly before: pass the bytes'
  return FOREIGN_ROOTS.get(name.slice(name.indexOf(':') + 1).toLowerCase())
}

/** The error for a document with this root element. */
export function wrongRoot(name: string, position: Position): CommerceMLError {
  const known = foreignRoot(name)
  const what = known === undefined ? `the root element ${name}` : `${known}, with the root element ${name}`
  return new CommerceMLError('wrong-root', `expected ${ROOT}, found ${what}`, { found: known ?? name, position })
}

import { BITRIX, STOCK, STOCK_SESSID, UNF_BITRIX } from './addresses.ts'
import type { Profile, ProfileName } from './profile.ts'
import { UNF_WORDS, UT103_WORDS, UT115_WORDS } from './words.ts'

const XML_OR_ZIP = ['PK', '<?xml'] as const
const PLATFORM = '1C+Enterprise/8.3'

// The address of a site without a path: UT115 7290, UNF 14355.
const BITRIX_PATH = '/bitrix/admin/1c_exchange.php'

const UT103: Profile = {
  name: 'ut103',
  title: 'УТ 10.3',
  words: UT103_WORDS,
  reading: 'ansi',
  line1: 'lower',
  trimsAll: false,
  // Read through a text document; BXi and BXs ended their init replies with LF and worked with it. Not verified.
  countsLastEmptyLine: false,
  emptyIsNoReply: true,
  status: 'ignored',
  initLines: 'two',
  zipLines: ['zip=yes'],
  orders: XML_OR_ZIP,
  ordersFailure: false,
  // HTTPЗагрузитьССервера calls success and returns what it had.
  success: 'ignored',
  addresses: STOCK,
  defaultPath: '/',
  userAgent: PLATFORM,
  posts: false,
  pollPauseMs: 0,
  repeatsCutGet: false,
  repeats: 0,
  goesOn: false,
  // HTTPВыгрузитьНаСервер takes the folder with all its *.xml.
  sessions: 'one',
  pictures: 'after',
  imports: true,
  // ОжидатьЗавершенияИмпортаФайловСервером is Ложь unless given; for orders not verified.
  importsOrders: false,
  initsOrders: false,
  emptyLastChunk: false,
  ends: [],
  names: { import: 'import.xml', offers: 'offers.xml', orders: 'orders-{run}_{portion}.xml' },
  zipName: 'v8_XXXX_XX.zip',
  types: {},
}

const SMB: Profile = {
  ...UT103,
  name: 'smb',
  title: 'УНФ 1.x',
  words: UT115_WORDS, // its source is public in English only; UT 11.5 grew from the same module
  line1: 'trim-lower',
  success: 'any',
  defaultPath: BITRIX_PATH,
  timeoutMs: 1_800_000,
}

const UT115: Profile = {
  ...UT103,
  name: 'ut115',
  title: 'УТ 11.5',
  words: UT115_WORDS,
  reading: 'charset',
  line1: 'trim-lower',
  // СтрЧислоСтрок of the body as it came: an old OneScript copy of it counts the empty line. Not verified in 1C.
  countsLastEmptyLine: true,
  status: 'noted',
  success: 'any',
  defaultPath: BITRIX_PATH,
  timeoutMs: 180_000,
  repeats: 1, // КоличествоПовторов, a setting of the node; its default was not found
  goesOn: true, // ВыполнитьОбменССайтом sends the offers whatever became of the catalog
  sessions: 'each',
  importsOrders: true,
  names: { import: 'import0_{portion}.xml', offers: 'offers0_{portion}.xml', orders: 'orders-{run}_{portion}.xml' },
}

const UNF: Profile = {
  ...UT115,
  name: 'unf',
  title: 'УНФ 3.0',
  words: UNF_WORDS,
  reading: 'charset-then-guess',
  emptyIsNoReply: false,
  initLines: 'any',
  orders: [...XML_OR_ZIP, '<КоммерческаяИнформация'],
  ordersFailure: true,
  success: 'no-failure',
  timeoutMs: 1_800_000,
  pollPauseMs: 5_000,
  repeatsCutGet: true,
  goesOn: false,
  pictures: 'sorted', // СортироватьПоПредставлению
  importsOrders: false,
  names: {
    import: 'import{n}.xml',
    offers: 'offers{n}.xml',
    services: 'services{n}.xml',
    services_offers: 'services_offers{n}.xml',
    orders: 'orders-{run}_{portion}.xml',
  },
}

const UNF_WITH_BITRIX: Profile = {
  ...UNF,
  name: 'unf-bitrix',
  title: 'УНФ 3.0 (Битрикс)',
  initLines: 'two-or-more',
  addresses: UNF_BITRIX,
  importsOrders: true,
  initsOrders: true,
}

/** Replies are read as УНФ reads them under its Bitrix protocol: how the module itself does is not public. */
const BITRIX_MODULE: Profile = {
  ...UNF_WITH_BITRIX,
  name: 'bitrix',
  title: 'модуль 1С-Битрикс',
  addresses: BITRIX,
  pollPauseMs: 0,
  repeatsCutGet: false,
  repeats: 0,
  pictures: 'after',
  ends: ['deactivate', 'complete'],
  names: {
    import: 'import___{uuid}.xml',
    offers: 'offers___{uuid}.xml',
    prices: 'prices___{uuid}.xml',
    rests: 'rests___{uuid}.xml',
    references: 'references___{uuid}.xml',
    contragents: 'contragents___{uuid}.xml',
    documents: 'documents___{uuid}.xml',
    orders: 'documents___{uuid}.xml',
  },
  types: { references: 'reference' },
}

const EMULATOR: Profile = {
  ...UT115,
  name: 'emulator',
  title: 'эмулятор',
  trimsAll: true,
  status: 'fatal',
  initLines: 'any',
  zipLines: ['zip=yes', 'zip=1', 'zip=on', 'zip=y', 'zip=true'],
  userAgent: 'CommerceML2 emulator',
  defaultPath: '/',
  posts: true,
  repeats: 0,
  goesOn: false,
  pictures: 'before',
  emptyLastChunk: true,
  ends: ['complete'],
  names: {},
  zipName: '{document}.zip', // ROB: import.zip, offers.zip, rests.zip
}

/**
 * The clients, one row each, with everything in which they differ. Sources: the public modules of УТ 10.3, УНФ 1.x, УТ 11.5
 * and УНФ 3.0, sites that quote the module of 1С-Битрикс, and the emulator; `src/SOURCES.md` says where each was read.
 *
 * To play a variant, copy a row: УТ 11.5 that sends no import is `{ ...PROFILES.ut115, imports: false }`.
 *
 * @example
 * import { PROFILES } from 'commerceml/client'
 * const hasty = { ...PROFILES.ut115, imports: false, importsOrders: false }
 * hasty.title satisfies string
 */
export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  ut103: UT103,
  smb: SMB,
  ut115: UT115,
  'ut115-sessid': { ...UT115, name: 'ut115-sessid', title: 'УТ 11.5 (sessid)', addresses: STOCK_SESSID },
  unf: UNF,
  'unf-bitrix': UNF_WITH_BITRIX,
  bitrix: BITRIX_MODULE,
  emulator: EMULATOR,
}

/** The names of all profiles. */
export const PROFILE_NAMES = Object.keys(PROFILES) as readonly ProfileName[]

// The same 1C as `commerceml/write` names them, where a name says how orders are read.
const OF_ORDERS: Readonly<Record<string, ProfileName>> = { ut11: 'ut115', umi: 'ut115' }

/** The row of a name, or the row itself. Throws `TypeError` for a name that is none. */
export function profileOf(profile: ProfileName | Profile): Profile {
  if (typeof profile !== 'string') return profile
  if (Object.hasOwn(PROFILES, profile)) return PROFILES[profile]
  const meant = Object.hasOwn(OF_ORDERS, profile) ? `: did you mean '${OF_ORDERS[profile]}'?` : ''
  throw new TypeError(`no profile "${profile}"; there are ${PROFILE_NAMES.join(', ')}${meant}`)
}

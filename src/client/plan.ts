import type { ClientFile } from './chunks.ts'
import type { Profile } from './profile.ts'
import type { RequestType } from './step.ts'

/** The files of one session: one checkauth, one init, all uploads, all imports. */
export interface SessionPlan {
  readonly type: RequestType
  /** In the order in which they are sent when there is no archive. */
  readonly files: readonly ClientFile[]
  /** Names of the documents, in the order in which they are imported. */
  readonly documents: readonly string[]
  /** Whether they are: who is not asked for it imports by himself. */
  readonly imports: boolean
}

const isDocument = (name: string): boolean => /\.xml$/i.test(name)
const compare = (one: string, other: string): number => one.localeCompare(other, 'ru')

/** `import0_1.xml` is an `import`, `services_offers0.xml` a `services_offers`, `import___<uuid>.xml` an `import` again. */
export function kindOf(name: string): string {
  return /^([A-Za-z]+(?:_[A-Za-z]{4,})?)(?=[\d_.-])/.exec(name)?.[1] ?? name
}

/** Names that the profile would have given: a site may well look at them. Names of kinds that it does not know stay. */
function named(profile: Profile, files: readonly ClientFile[]): ClientFile[] {
  const run = crypto.randomUUID()
  const counts = new Map<string, number>()
  const total = new Map<string, number>()
  for (const { name } of files) total.set(kindOf(name), (total.get(kindOf(name)) ?? 0) + 1)
  return files.map((file) => {
    const kind = kindOf(file.name)
    const pattern = Object.hasOwn(profile.names, kind) ? profile.names[kind] : undefined
    const single = pattern?.includes('{') === false
    if (pattern === undefined || (single && total.get(kind) !== 1)) return file
    const n = counts.get(kind) ?? 0
    counts.set(kind, n + 1)
    const name = pattern
      .replace('{n}', String(n))
      .replace('{portion}', String(n + 1))
      .replace('{uuid}', () => crypto.randomUUID())
      .replace('{run}', run)
    return { name, size: file.size, read: (position, length) => file.read(position, length) }
  })
}

const ORDER: Record<Profile['pictures'], (documents: ClientFile[], pictures: ClientFile[]) => ClientFile[]> = {
  before: (documents, pictures) => [...pictures, ...documents],
  after: (documents, pictures) => [...documents, ...pictures],
  sorted: (documents, pictures) => [...pictures, ...documents].sort((one, other) => compare(one.name, other.name)),
}

// What other documents refer to comes first: in this order 3.1 sends its files, and «import* files first» (UNF) before it.
const KINDS: readonly string[] = [
  'references',
  'import',
  'groups',
  'units',
  'storages',
  'priceLists',
  'propertiesGoods',
  'goods',
  'propertiesOffers',
  'offers',
  'prices',
  'rests',
]
function rankOf(name: string): number {
  const rank = KINDS.indexOf(kindOf(name))
  return rank === -1 ? KINDS.length : rank
}

/** By kind, and portions of a kind by their number. */
function sorted(documents: readonly ClientFile[]): ClientFile[] {
  return [...documents].sort(
    (one, other) =>
      rankOf(one.name) - rankOf(other.name) || one.name.localeCompare(other.name, 'ru', { numeric: true }),
  )
}

/** How sessions are cut. */
export interface PlanOptions {
  readonly type: RequestType
  /** Keeps the names of the files. */
  readonly keepNames?: boolean
}

/**
 * The sessions in which a profile sends these files: UT 10.3 everything in one, the others each document in its own,
 * with a cookie of its own (UT115, UNF, MDF Session/Composite.php). Pictures go with the first goods.
 */
export function planSessions(profile: Profile, files: readonly ClientFile[], options: PlanOptions): SessionPlan[] {
  const inOrder = sorted(files.filter(({ name }) => isDocument(name)))
  const pictures = files.filter(({ name }) => !isDocument(name))
  const documents = options.keepNames === true ? inOrder : named(profile, inOrder)
  const groups = profile.sessions === 'one' ? [documents] : documents.map((document) => [document])
  if (groups.length === 0 && pictures.length > 0) groups.push([])
  const goods = groups.findIndex((group) => group.some(({ name }) => ['import', 'goods'].includes(kindOf(name))))
  return groups
    .filter((group) => group.length > 0 || pictures.length > 0)
    .map((group, index) => {
      const kind = kindOf(group[0]?.name ?? '')
      const type = Object.hasOwn(profile.types, kind) ? profile.types[kind] : undefined
      return {
        type: type ?? options.type,
        files: ORDER[profile.pictures](group, index === Math.max(0, goods) ? pictures : []),
        documents: group.map(({ name }) => name),
        imports: options.type === 'sale' ? profile.importsOrders : profile.imports,
      }
    })
}

/** A name like those of 1C's temporary files, `v8_3B8F_3e.zip`, or that of the first document in the archive. */
export function zipNameOf(profile: Profile, documents: readonly string[]): string {
  const digits = crypto.randomUUID().replaceAll('-', '')
  let next = 0
  const document = documents[0]?.replace(/\.xml$/i, '') ?? 'import'
  return profile.zipName
    .replace(/X/g, () => digits[next++ % digits.length] ?? '0')
    .replace('{document}', () => document)
}

import { isCommerceMLError } from '../../errors.ts'
import type { Session } from '../../exchange/session.ts'
import type { ExchangeType } from '../../exchange/transitions.ts'
import { isXmlName } from '../../files/named-source.ts'
import type { Clock } from '../clock.ts'
import type { ExchangeStores, KnownImport } from '../stores.ts'
import { type ArchiveOptions, AreaFiles, isZipName } from './area-files.ts'
import { noteOf } from './claim.ts'
import { archivesOfKey, debtorOf, keyOfDebt, namesOfKey } from './key.ts'

/** What arrears need of their site. */
export interface ArrearsParts {
  readonly stores: ExchangeStores
  readonly clock: Clock
  readonly archives: ArchiveOptions
}

// The message of a debt whose document others were sent in the place of, as orders.
const OVERTAKEN = 'overtaken'

/** What a debt belongs to. */
type Whose = { readonly session: Session; readonly type: ExchangeType }

const finishedAt = ({ state }: KnownImport): number => state.finishedAt ?? 0

/** The files that were imported, and when that was done last. */
export function doneTimes(imports: readonly KnownImport[], namesOf = namesOfKey): ReadonlyMap<string, number> {
  const times = new Map<string, number>()
  for (const known of imports.filter(({ state }) => state.status === 'done')) {
    for (const name of namesOf(known.name)) times.set(name, Math.max(times.get(name) ?? 0, finishedAt(known)))
  }
  return times
}

/** The same times under each end of a name that may be asked for: in an archive it may stand in a folder. */
function timesByEnd(times: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const byEnd = new Map<string, number>()
  for (const [name, time] of times) {
    for (let at = 0, slash = 0; slash >= 0; at = slash + 1) {
      const end = name.slice(at)
      byEnd.set(end, Math.max(byEnd.get(end) ?? 0, time))
      slash = name.indexOf('/', at)
    }
  }
  return byEnd
}

/**
 * The imports that were not done, and whose files were not done since either, in whatever session or archive: asked for
 * by its own name a document may stand in a folder of its archive.
 */
export function unmade(imports: readonly KnownImport[]): KnownImport[] {
  // An archive that was sent again has been looked into, and what it holds is owed or done by itself.
  const done = timesByEnd(doneTimes(imports, (key) => [...namesOfKey(key), ...archivesOfKey(key)]))
  const isMade = (known: KnownImport): boolean =>
    namesOfKey(known.name).every((name) => (done.get(name) ?? Number.NEGATIVE_INFINITY) >= finishedAt(known))
  // Of an archive that could not be read the debt tells, which knows what was asked of it.
  const isTold = ({ name }: KnownImport): boolean => isZipName(name) && debtorOf(name) === undefined
  return imports.filter((known) => known.state.status !== 'done' && !isTold(known) && !isMade(known))
}

/**
 * What a user has sent, or asked for in vain, and what has not been imported since: documents, and archives that nobody
 * has looked into. Pictures are nobody's debt. Each is kept as an import that has failed, under a key of its own, so
 * that it outlives the next chunks of its file and `init`, and stores need know nothing of it.
 *
 * No exchange pays for another that is over: who asks goes by what came since a time that 1C names, which is that of its
 * login as a rule, and a debt goes with its session, six hours after the last request unless the site says otherwise.
 */
export class Arrears {
  readonly #parts: ArrearsParts

  constructor(parts: ArrearsParts) {
    this.#parts = parts
  }

  /**
   * A file begins. Orders are no debt, and take over none: where they stand in the place of a document that was owed, what
   * comes of them says nothing of that one.
   */
  async begun(whose: Whose, name: string): Promise<void> {
    if (whose.type !== 'sale') return this.add(whose, name)
    const { imports } = this.#parts.stores
    const { id } = whose.session
    const debt = await imports.get(id, keyOfDebt(name))
    if (debt !== undefined) await imports.update(id, keyOfDebt(name), { ...debt, message: OVERTAKEN })
  }

  /** From now on the file is owed. Of orders nothing is: what has not come of them switches nothing off. */
  async add(whose: Whose, name: string): Promise<void> {
    if (whose.type === 'sale' || !(isXmlName(name) || isZipName(name))) return
    const { stores, clock } = this.#parts
    const { id } = whose.session
    const now = clock.now()
    await stores.imports.claim(id, keyOfDebt(name), noteOf(whose, now), now)
  }

  /**
   * They have come in, or turned out to be nothing that could. As orders too: who sends a file without a type (BXc takes
   * it) may name one when it is to be imported.
   */
  async settle({ session, type }: Whose, names: readonly string[]): Promise<void> {
    const { imports } = this.#parts.stores
    for (const name of names) {
      const key = keyOfDebt(name)
      if (type === 'sale' && (await imports.get(session.id, key))?.message === OVERTAKEN) continue
      await imports.remove(session.id, key)
    }
  }

  /** Somebody has looked into the archive, or tried to: owed is what it holds, as far as that is known. */
  async replace(whose: Whose, archive: string, documents: readonly string[]): Promise<void> {
    const { session } = whose
    const debt = await this.#parts.stores.imports.get(session.id, keyOfDebt(archive))
    if (debt === undefined) return
    for (const name of documents) await this.add({ session, type: debt.type }, name)
    await this.settle(whose, [archive])
  }

  /** The same with the documents of each archive that is owed in its place; one that cannot be read stays. */
  async opened(imports: readonly KnownImport[]): Promise<KnownImport[]> {
    const all: KnownImport[] = []
    for (const known of imports) {
      const archive = debtorOf(known.name)
      const documents = archive === undefined ? undefined : await this.#documentsOf(known.state.owner, archive)
      all.push(...(documents?.map((name) => ({ ...known, name: keyOfDebt(name) })) ?? [known]))
    }
    return all
  }

  /** Keeps what is owed in the session's area while that is forgotten. */
  async outlive({ id, user, createdAt }: Session, forget: () => Promise<void>): Promise<void> {
    const { stores, clock } = this.#parts
    const owed = unmade(await this.opened(await stores.imports.importsSince(user, createdAt)))
    await forget()
    for (const { name, state } of owed) {
      if (debtorOf(name) !== undefined && state.owner === id) await stores.imports.claim(id, name, state, clock.now())
    }
  }

  async #documentsOf(area: string, archive: string): Promise<readonly string[] | undefined> {
    if (!isZipName(archive)) return undefined
    const files = new AreaFiles(this.#parts.stores.uploads, area, this.#parts.archives)
    try {
      return await files.documents(archive)
    } catch (error) {
      if (isCommerceMLError(error)) return undefined
      throw error
    } finally {
      await files.close()
    }
  }
}

import type { Position } from '../../errors.ts'
import type { Extras } from '../../schema/extras.ts'
import { splitId } from '../../schema/interpret/entity.ts'
import { CHANGES_PACKAGE, type EntityEventType } from '../../schema/places.ts'
import type { EncodingInfo } from '../../source/detect.ts'
import type { Frame } from '../entities/frame.ts'
import type { EventType, IdParts } from '../events.ts'
import { EXTRAS, type Target } from '../plan/targets.ts'
import type { TreeGroup } from './group-tree.ts'
import type { LooseEvent } from './outlet.ts'

/** An open container or item. */
export interface OpenEntity {
  readonly frame: Frame
  readonly event: EntityEventType
  position: Position
  /** A container whose `open` event is out. */
  reported: boolean
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** The id of an entity, if it has one that is text. */
export const idOf = (target: Target): string | undefined => text(target['id'])

/** What the characteristic of a product is known by where it stands in an element of its own: in a changes package. */
export const characteristicIdOf = (target: Target): string | undefined => text(target['characteristicId'])

/** The document has begun. */
export function documentEvent(
  entity: OpenEntity,
  attributes: Readonly<Record<string, string>>,
  encoding: EncodingInfo | undefined,
): LooseEvent {
  return {
    type: 'document',
    document: headerOf(entity),
    attributes,
    encoding: encoding?.encoding,
    ...(encoding?.declared !== undefined && { declaredEncoding: encoding.declared }),
    bom: encoding?.bom,
    position: entity.position,
  }
}

/** A container, before its first item. */
export const openEvent = (entity: OpenEntity): LooseEvent => containerEvent(entity, 'open', headerOf(entity))

/** A container with everything. */
export const closeEvent = (entity: OpenEntity): LooseEvent => containerEvent(entity, 'close', entity.frame.entity())

/** An item that is complete, in `container`; groups have an event of their own. */
export function itemEvent(
  { event, position }: OpenEntity,
  target: Target,
  container: OpenEntity | undefined,
): LooseEvent {
  if (event === 'product' || event === 'offer') return eventWithIds(event, target, position)
  const referenceId = event === 'referenceItem' && container ? text(container.frame.valueOf('id')) : undefined
  return { type: event, [event]: target, ...(referenceId !== undefined && { referenceId }), position }
}

/** A group in its place in the tree. */
export function groupEvent({ group, parent, depth, position }: TreeGroup): LooseEvent {
  const parentId = parent === undefined ? undefined : idOf(parent.group)
  return { type: 'group', group, ...(parentId !== undefined && { parentId }), depth, position }
}

/** A product or offer, with the parts of its id; an offer that has an id of its own names its product's. */
function eventWithIds(type: 'product' | 'offer', target: Target, position: Position): LooseEvent {
  const id = idOf(target)
  const named = type === 'offer' ? text(target['productId'])?.trim() : undefined
  const parts: IdParts = { ...(id !== undefined && splitId(id)), ...(named && splitId(named)) }
  const characteristicId = characteristicIdOf(target) ?? parts.characteristicId
  const event: Record<string, unknown> & { type: EventType } =
    type === 'product' ? { type, product: target } : { type, offer: target }
  if (parts.productId !== undefined) event['productId'] = parts.productId
  if (characteristicId !== undefined) event['characteristicId'] = characteristicId
  event['position'] = position
  return event
}

function containerEvent({ event, position }: OpenEntity, phase: 'open' | 'close', header: Target): LooseEvent {
  const changes = event === 'offersPackage' ? { changes: position.path.endsWith(CHANGES_PACKAGE) } : undefined
  return { type: event, phase, [event]: header, ...changes, position }
}

/** The header of a container so far: later values must not reach into what has been handed out. */
function headerOf({ frame }: OpenEntity): Target {
  const header = frame.entity()
  // Attributes are complete when an element opens; what else is outside the schema may still come.
  const { attributes = {} } = (header[EXTRAS] ?? {}) as Partial<Extras>
  if (Object.keys(attributes).length > 0) header[EXTRAS] = { attributes: { ...attributes }, text: '', elements: [] }
  else delete header[EXTRAS]
  for (const { key } of frame.node?.lists ?? []) header[key] = [...(header[key] as unknown[])] // all are there, be it empty
  return header
}

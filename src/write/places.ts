import { type EntityEventType, READ_TOO, ROUTES } from '../schema/places.ts'

/** Where an item stands in a container: the wrappers around it, and its own element. */
export interface Place {
  readonly path: readonly string[]
  readonly element: string
}

function routeTo(item: EntityEventType, routes: Readonly<Record<string, EntityEventType>> = {}): string | undefined {
  return Object.keys(routes).find((path) => routes[path] === item)
}

function placeAt(route: string | undefined): Place | undefined {
  if (route === undefined) return undefined
  const names = route.split('/')
  return { path: names.slice(0, -1), element: names.at(-1) ?? '' }
}

/** The place that the specification gives an item: the first route of its container that leads to it. */
export function placeIn(container: EntityEventType, item: EntityEventType): Place | undefined {
  return placeAt(routeTo(item, container in ROUTES ? ROUTES[container as keyof typeof ROUTES] : {}))
}

/**
 * The place outside the specification at which readers found this very item; none for an item that was read elsewhere.
 *
 * @param name element of the container
 * @param readAt path at which the item was read
 */
export function oddPlaceIn(
  container: EntityEventType,
  name: string,
  item: EntityEventType,
  readAt: string | undefined,
): Place | undefined {
  const route = routeTo(item, READ_TOO[container])
  return route !== undefined && readAt?.endsWith(`${name}/${route}`) ? placeAt(route) : undefined
}

/** The containers that have a place for an item. */
export const containersOf = (item: EntityEventType): readonly EntityEventType[] =>
  (Object.keys(ROUTES) as (keyof typeof ROUTES)[]).filter((container) => placeIn(container, item) !== undefined)

/**
 * The built package, so that what is measured is what is published.
 * The path is computed at run time: type checking needs the sources only, not a build.
 */
export async function loadLibrary(): Promise<typeof import('../src/index.ts')> {
  const built = new URL('../dist/index.js', import.meta.url).href
  return import(built)
}

/** The same of `commerceml/write`. */
export async function loadWriter(): Promise<typeof import('../src/write/index.ts')> {
  const built = new URL('../dist/write.js', import.meta.url).href
  return import(built)
}

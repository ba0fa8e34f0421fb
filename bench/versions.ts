import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PEERS, ROOT } from './folders.ts'

const packageVersion = (folder: string, name: string): string => {
  const { version } = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'))
  return `${name} ${version}`
}

/** `expat_2.5.0` and the like. Throws when the program is not there, naming the package that has it. */
function programVersion(program: string, args: readonly string[], pattern: RegExp, debian: string): string {
  const { stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  if (error !== undefined) throw new Error(`${program} is missing: apt install ${debian}`)
  return `${program} (${pattern.exec(stdout + stderr)?.[0] ?? 'of unknown version'})`
}

/** Who runs against whom, with versions, as lines of the results. */
export function contenderVersions(): string[] {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim()
  const { dependencies } = JSON.parse(readFileSync(join(PEERS, 'package.json'), 'utf8'))
  const named = [
    packageVersion(ROOT, 'saxes'),
    ...Object.keys(dependencies).map((name) => packageVersion(PEERS, name)),
    programVersion('xmlwf', ['-v'], /expat_[\d.]+/, 'expat'),
    programVersion('xmllint', ['--version'], /libxml version \d+/, 'libxml2-utils'),
  ]
  return [`commerceml at ${commit}, ${named.join(', ')}.`]
}

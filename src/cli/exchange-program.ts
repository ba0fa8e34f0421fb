import { type Command, InvalidArgumentError, Option } from 'commander'
import { PROFILE_NAMES, type ProfileName } from 'commerceml/client'
import { type Charset, DEFAULT_SETTINGS } from 'commerceml/exchange'
import { type CheckFlags, check } from './check.ts'
import { type PushFlags, push } from './push.ts'
import { type ServeFlags, serve } from './serve.ts'

// The compiler asks for each that the library knows.
const CHARSETS = { 'windows-1251': true, 'utf-8': true, 'utf-8-bom': true } satisfies Record<Charset, true>

/** For an option, which commander names. */
function wholeNumber(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value)
    if (!/^\d+$/.test(value) || number < least || number > most) {
      throw new InvalidArgumentError(`Allowed are whole numbers from ${least} to ${most}.`)
    }
    return number
  }
}

function profilesOf(value: string): readonly ProfileName[] {
  const names = value.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !PROFILE_NAMES.includes(name as ProfileName))
  if (unknown !== undefined) throw new InvalidArgumentError(`Allowed choices are ${PROFILE_NAMES.join(', ')}.`)
  return names as ProfileName[]
}

/** An empty password is what a variable that was not set leaves. */
function passwordOf(value: string): string {
  if (value === '') throw new TypeError('the password is empty')
  return value
}

const PASSWORD = 'COMMERCEML_PASSWORD'
// commander's words, which have no place for it.
const NO_PASSWORD = /required option '--password <text>' not specified/

// Neither stands in a list of processes when it comes from the environment.
const login = (command: Command): Command =>
  command
    .configureOutput({ outputError: (text, write) => write(text.replace(NO_PASSWORD, `$&, or set ${PASSWORD}`)) })
    .addOption(new Option('--user <name>', 'who logs in').env('COMMERCEML_USER').default('1c'))
    .addOption(
      new Option('--password <text>', 'the password').env(PASSWORD).argParser(passwordOf).makeOptionMandatory(),
    )

const REENCODED = 'PowerShell before 7.4 re-encodes what a program prints'

/** Adds the commands of the exchange. `unfit` is called when `check` finds what would stop a 1C. */
export function addExchangeCommands(program: Command, unfit: () => void): void {
  login(program.command('serve'))
    .description('a site for 1C to exchange with: events of each import on standard output, its log on standard error')
    .option('--port <number>', 'port to listen at, 0 for any', wholeNumber(0, 65_535), 8080)
    .option('--host <address>', 'address to listen at', '127.0.0.1')
    .option('--dir <folder>', 'where uploads and sessions are kept; default: a temporary folder')
    .option('--events <file>', `write the events to the end of a file instead: ${REENCODED}`)
    .option('--zip', 'ask for archives')
    .option('--file-limit <bytes>', 'most bytes of one request', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .addOption(
      new Option('--charset <name>', `of the replies; default: ${DEFAULT_SETTINGS.charset}`).choices(
        Object.keys(CHARSETS),
      ),
    )
    .option('--token', 'require a CSRF token, as Bitrix does')
    .option('--schema-version <version>', 'the highest that is told to clients that ask')
    .action((flags: ServeFlags) => serve(flags))
  login(program.command('push'))
    .description('act as 1C: upload files to a site and have them imported, as the chosen version of 1C does')
    .argument('<url>', 'the address that 1C would be given')
    .argument('[path]', 'a file, an archive, or a folder with pictures; may be left out when orders are fetched')
    .addOption(
      new Option('--profile <name>', 'which version of 1C to act as').choices([...PROFILE_NAMES]).default('ut115'),
    )
    .option('--zip', 'pack the files where the site asks for archives; all 1C do, so this is the default')
    .option('--no-zip', 'send files as they are, whatever the site asks for')
    .option('--orders', 'fetch the orders of the site too, onto standard output')
    .option(
      '--orders-to <file>',
      `fetch them into a file instead, byte for byte: ${REENCODED}. It may not be there yet, or must be empty`,
    )
    .option(
      '--full',
      'a full export: the site is asked to switch off what was not in it; the bitrix profile alone does that',
    )
    .option('--keep-names', 'send documents under their own names')
    .option('--one-session', 'send all documents in one session, as УТ 10.3 does: Tilda imports nothing else')
    .option('--max-polls <number>', 'give up after so many answers of progress', wholeNumber(1, 1_000_000))
    .option('--timeout <seconds>', 'wait so long for a reply; default: as long as that 1C does', wholeNumber(1, 86_400))
    .option('--transcript <file>', 'write the dialogue to a file, without secrets')
    .action((url: string, path: string | undefined, flags: PushFlags) => push(url, path, flags))
  login(program.command('check'))
    .description(
      'test how a site answers each version of 1C. It writes: use a test copy of the shop, or --no-write. Exit 1 when one would stop',
    )
    .argument('<url>', 'the address that 1C would be given')
    .option('--profile <names>', `only these, comma-separated: ${PROFILE_NAMES.join(', ')}`, profilesOf)
    .option('--no-write', 'log in and look alone: nothing is uploaded or imported')
    .option('--orders', 'confirm orders too; they count as fetched afterwards')
    .option('--max-file-bytes <number>', 'send no file that is larger', wholeNumber(1, 1_073_741_824))
    .option('--timeout <seconds>', 'wait so long for a reply', wholeNumber(1, 86_400), 180)
    .addOption(
      new Option('--fail-on <level>', 'exit 1 from this level on').choices(['warning', 'error']).default('error'),
    )
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      '\nUnless told --no-write, the site gets a catalog of changes with one product that is marked as deleted, a picture,\nand harmless files named commerceml-check…, some under names that a careless site puts outside its folder; the\nBitrix module then says complete. Nothing is deactivated.',
    )
    .action(async (url: string, flags: CheckFlags) => {
      if (!(await check(url, flags))) unfit()
    })
}

import { Command, Option } from 'commander'
import {
  DEFAULT_LIMITS,
  type Encoding,
  EVENT_TYPES,
  type EventType,
  type ExtrasPolicy,
  type Limits,
  type ReadOptions,
} from 'commerceml'
import { addExchangeCommands } from './exchange-program.ts'
import { inspect } from './inspect.ts'
import { read } from './read.ts'
import { validate } from './validate.ts'

/** What a process ends with. */
export const EXIT = { fine: 0, badInput: 1, misuse: 2 } as const

// The compiler asks for each that the library knows.
const EXTRAS = { keep: true, ignore: true, report: true, refuse: true } satisfies Record<ExtrasPolicy, true>
const ENCODINGS = {
  'utf-8': true,
  'utf-16le': true,
  'utf-16be': true,
  'windows-1251': true,
  'koi8-r': true,
  cp866: true,
  'iso-8859-5': true,
} satisfies Record<Encoding, true>

interface Flags {
  extras?: ExtrasPolicy
  encoding?: Encoding
  strict?: boolean
  limit?: Partial<Limits>
  select?: ReadonlySet<EventType>
  json?: boolean
}

function parseSelect(value: string): ReadonlySet<EventType> {
  const names = value.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !EVENT_TYPES.includes(name as EventType))
  if (unknown !== undefined)
    throw new TypeError(`--select: "${unknown}" is no event; known are ${EVENT_TYPES.join(', ')}`)
  return new Set(names as EventType[])
}

function parseLimit(value: string, limits: Partial<Limits> = {}): Partial<Limits> {
  const [name = '', number = ''] = value.split('=')
  if (!Object.hasOwn(DEFAULT_LIMITS, name) || number === '' || Number.isNaN(Number(number))) {
    throw new TypeError(`--limit takes NAME=NUMBER, NAME one of ${Object.keys(DEFAULT_LIMITS).join(', ')}`)
  }
  return { ...limits, [name]: Number(number) }
}

function readOptions({ extras, encoding, strict, limit }: Flags): ReadOptions {
  return {
    ...(extras !== undefined && { extras }),
    ...(encoding !== undefined && { encoding }),
    ...(strict !== undefined && { strict }),
    ...(limit !== undefined && { limits: limit }),
  }
}

function command(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .argument('<path>', 'an XML file, a ZIP archive, a folder of one exchange, or - for XML on standard input')
    .addOption(
      new Option('--extras <policy>', 'elements outside the schema').choices(Object.keys(EXTRAS)).default('keep'),
    )
    .addOption(
      new Option('--encoding <name>', 'read as this; default: as the file says').choices(Object.keys(ENCODINGS)),
    )
    .option('--strict', 'end at the first issue')
    .option(
      '--limit <name=number>',
      `change a limit; may be repeated; names: ${Object.keys(DEFAULT_LIMITS).join(', ')}`,
      parseLimit,
    )
}

/** The command line. `finish` gets the exit code of a command that ran. */
export function createProgram(version: string, finish: (code: number) => void): Command {
  const program = new Command('commerceml')
  program
    .description('Reads CommerceML, the exchange format of 1C:Enterprise, and exchanges it as a site or as a 1C.')
    .version(version)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      'after',
      '\nExit codes: 0 success, 1 bad input or failed exchange, 2 wrong usage.\n\nExamples:\n  commerceml inspect import.xml\n  commerceml read exchange.zip --select product,offer | jq -c .\n  commerceml validate ./1c_exchange\n  commerceml serve --password secret --dir ./uploads --events events.jsonl\n  commerceml push http://127.0.0.1:8080/ ./1c_exchange --password secret --profile ut103\n  commerceml check https://shop.example/1c_exchange.php --password secret',
    )
  command(program, 'read', 'print one event a line as JSON')
    .option('--select <types>', `only these events, comma-separated: ${EVENT_TYPES.join(', ')}`, parseSelect)
    .action(async (path: string, flags: Flags) => {
      await read(path, readOptions(flags), flags.select)
    })
  command(program, 'inspect', 'print a summary of each document')
    .option('--json', 'print the summary as JSON')
    .action(async (path: string, flags: Flags) => {
      await inspect(path, readOptions(flags), flags)
    })
  command(program, 'validate', 'print every issue with its place; exit 1 if there is one')
    .option('--json', 'print one issue a line as JSON, as read does')
    .action(async (path: string, flags: Flags) => {
      const issues = await validate(path, readOptions(flags), flags)
      if (issues > 0) finish(EXIT.badInput)
    })
  addExchangeCommands(program, () => finish(EXIT.badInput))
  return program
}

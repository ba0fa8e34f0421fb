import { hostile } from './hostile.ts'
import type { Random, Weighted } from './random.ts'
import { aside, blank } from './texts.ts'

// `%` is the encoding's name.
const DECLARATIONS: Weighted<readonly string[]> = [
  [6, ['<?xml version="1.0" encoding="%"?>']],
  [
    3,
    [
      "<?xml version='1.0' encoding='%'?>",
      '<?xml version="1.0" encoding="%" standalone="yes"?>',
      '<?xml version="1.0" encoding="%" ?>',
      '<?xml\r\n version = "1.0"\tencoding =\n\'%\'\r\n?>',
      '<?xml version="1.1" encoding="%"?>',
      '<?xml version="1.0"?>',
      '<?xml version="1.0" standalone=\'no\'?>',
    ],
  ],
  [
    1,
    [
      '<?xml?>',
      '<?xml ?>',
      '<?xml \n?>',
      '<?xml',
      '<?xml version="2.0"?>',
      '<?xml version="1."?>',
      '<?xml version=""?>',
      '<?xml version?>',
      '<?xml version=?>',
      '<?xml version=1.0?>',
      '<?xml version="1.0>?>',
      '<?xml version="1.0\'?>',
      '<?xml version "1.0"?>',
      '<?xml version==""?>',
      '<?xml encoding="%"?>',
      '<?xml encoding="%" version="1.0"?>',
      '<?xml standalone="yes"?>',
      '<?xml version="1.0"encoding="%"?>',
      '<?xml version="1.0"\u0085encoding="%"?>',
      '<?xml version="1.0" encoding="%" encoding="%"?>',
      '<?xml version="1.0" version="1.0"?>',
      '<?xml version="1.0" encoding=""?>',
      '<?xml version="1.0" encoding="1%"?>',
      '<?xml version="1.0" encoding="ж"?>',
      '<?xml version="1.0" encoding="utf-7"?>',
      '<?xml version="1.0" encoding="UTF-16"?>',
      '<?xml version="1.0" encoding="%" standalone="maybe"?>',
      '<?xml version="1.0" standalone="yes" encoding="%"?>',
      '<?xml version="1.0" foo="bar"?>',
      '<?xml version="1.0" foo?>',
      '<?xml version="1.0" ? ?>',
      '<?xml version="1.0"? >',
      '<?xml version="1.0"??>',
      '<?xml version="1.0">',
      '<?xml version="1.0" encoding="%"\0?>',
      '<?xml version="1.0" encoding="%\0"?>',
      '<?xml version="1.0" encoding="%" <?>',
      '<?xml version="1.0" encoding="%" &?>',
      '<?xml version="1.0" \u{1f600}?>',
      '<?xml ver\0?>',
      '<?XML version="1.0"?>',
      '<?Xml version="1.0" encoding="%"?>',
      '<?xml:a version="1.0"?>',
      '<?xml-version="1.0"?>',
      ' <?xml version="1.0"?>',
      '<!----><?xml version="1.0"?>',
      '<?xml version="1.0"?><?xml version="1.0"?>',
    ],
  ],
  [3, ['']],
]

const MISCELLANEOUS: Weighted<(random: Random) => string> = [
  [8, () => ''],
  [6, () => '\n'],
  [3, blank],
  [3, aside],
  [1, hostile],
]

function miscellaneous(random: Random): string {
  let xml = random.weighted(MISCELLANEOUS)(random)
  while (random.oneIn(6)) xml += random.weighted(MISCELLANEOUS)(random)
  return xml
}

/** Everything before the root element. */
export const prolog = (random: Random, encoding: string): string =>
  random.pick(random.weighted(DECLARATIONS)).replaceAll('%', encoding) + miscellaneous(random)

const BEHIND: Weighted<(random: Random) => string> = [
  [20, miscellaneous],
  [1, () => '<a/>'],
  [1, () => 'x'],
  [1, (random) => aside(random) + aside(random)],
]

/** Everything behind the root element. */
export const epilog = (random: Random): string => random.weighted(BEHIND)(random)

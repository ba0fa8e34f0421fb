/** Documents that are long in one way each, `units` of it. */
export type Shape = (units: number) => string

const document = (content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<КоммерческаяИнформация ВерсияСхемы="2.10">${content}</КоммерческаяИнформация>`
const catalog = (content: string): string => document(`<Каталог><Товары>${content}</Товары></Каталог>`)
const product = (content: string): string => catalog(`<Товар><Ид>1</Ид>${content}</Товар>`)
const times = (units: number, item: (index: number) => string): string =>
  Array.from({ length: units }, (_, index) => item(index)).join('')

const SENTENCE = 'Надёжный инструмент для дома и мастерской, рассчитанный на работу. '

/** A unit is worth about a hundred bytes in each, so that one number of units gives documents of like size. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  // Each must be compared with those before it.
  attributes: (units) =>
    catalog(`<Товар ${times(units, (index) => `а${index}="${SENTENCE.slice(0, 40)}" `)}><Ид>1</Ид></Товар>`),
  depth: (units) => product(`${times(units, () => '<Неизвестно>')}${times(units, () => '</Неизвестно>')}`),
  references: (units) => product(`<Описание>${'&amp;&#1078;&lt;&quot;'.repeat(units * 4)}</Описание>`),
  text: (units) => product(`<Описание>${SENTENCE.repeat(units)}</Описание>`),
  // Whoever looks at the text again at each child looks for long.
  'children behind a text': (units) =>
    product(`<БазоваяЕдиница>${' '.repeat(units * 50)}шт${'<а/>'.repeat(units * 10)}</БазоваяЕдиница>`),
  CDATA: (units) => product(`<Описание><![CDATA[${SENTENCE.repeat(units)}]]></Описание>`),
  'CDATA sections': (units) => product(`<Описание>${`<![CDATA[${SENTENCE}]]>`.repeat(units)}</Описание>`),
  comment: (units) => product(`<!--${SENTENCE.repeat(units)}-->`),
  comments: (units) => product(`<!--${SENTENCE}-->`.repeat(units)),
  groups: (units) =>
    document(
      `<Классификатор><Группы><Группа><Ид>0</Ид><Группы>${times(
        units,
        (index) => `<Группа><Ид>${index + 1}</Ид><Наименование>Дрели</Наименование></Группа>`,
      )}</Группы></Группа></Группы></Классификатор>`,
    ),
  requisites: (units) =>
    product(
      `<ЗначенияРеквизитов>${times(
        units,
        (index) =>
          `<ЗначениеРеквизита><Наименование>Р${index}</Наименование><Значение>${index}</Значение></ЗначениеРеквизита>`,
      )}</ЗначенияРеквизитов>`,
    ),
  // They belong to the catalog: whoever copies it behind its products copies them each time.
  'unknown elements before products': (units) =>
    document(
      `<Каталог>${times(units >> 1, (index) => `<Неизвестно>${SENTENCE.slice(0, 30)}${index}</Неизвестно>`)}<Товары>${times(
        units >> 1,
        (index) => `<Товар><Ид>${index}</Ид><Наименование>Дрель</Наименование></Товар>`,
      )}</Товары></Каталог>`,
    ),
  // A name each: whoever keeps names must find them again.
  'unknown elements': (units) => product(times(units, (index) => `<Неизвестно${index}>${index}</Неизвестно${index}>`)),
}

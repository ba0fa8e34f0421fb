import { BASE_UNIT, type Document, prologue } from './document.ts'
import { offerId } from './offer-place.ts'
import { Random } from './random.ts'
import { decimal, escapeXml, productName } from './words.ts'

const LINES = 10
const PEOPLE = [
  ['Чашкин', 'Пётр', 'p.chashkin@example.com'],
  ['Петрова', 'Анна', 'anna@example.com'],
  ['Иванов', 'Илья', 'ivanov@example.com'],
] as const
const STATUSES = ['[N] Принят', '[P] Оплачен', '[F] Выполнен'] as const

const requisite = (name: string, value: string): string =>
  `\t\t\t<ЗначениеРеквизита>\n\t\t\t\t<Наименование>${name}</Наименование>\n` +
  `\t\t\t\t<Значение>${value}</Значение>\n\t\t\t</ЗначениеРеквизита>\n`

function counterparty(random: Random): string {
  const [lastName, firstName, email] = random.pick(PEOPLE)
  return (
    `\t\t<Контрагенты>\n\t\t\t<Контрагент>\n\t\t\t\t<Ид>${random.below(10_000)}#${lastName} ${firstName}</Ид>\n` +
    `\t\t\t\t<Наименование>${lastName} ${firstName}</Наименование>\n\t\t\t\t<Роль>Покупатель</Роль>\n` +
    `\t\t\t\t<ПолноеНаименование>${lastName} ${firstName}</ПолноеНаименование>\n` +
    `\t\t\t\t<Фамилия>${lastName}</Фамилия>\n\t\t\t\t<Имя>${firstName}</Имя>\n\t\t\t\t<АдресРегистрации>\n` +
    '\t\t\t\t\t<Представление>101000, Москва, Мясницкая ул., 20, кв. 5</Представление>\n' +
    '\t\t\t\t\t<АдресноеПоле>\n\t\t\t\t\t\t<Тип>Город</Тип>\n\t\t\t\t\t\t<Значение>Москва</Значение>\n' +
    '\t\t\t\t\t</АдресноеПоле>\n\t\t\t\t</АдресРегистрации>\n\t\t\t\t<Контакты>\n\t\t\t\t\t<Контакт>\n' +
    `\t\t\t\t\t\t<Тип>Почта</Тип>\n\t\t\t\t\t\t<Значение>${email}</Значение>\n\t\t\t\t\t</Контакт>\n` +
    '\t\t\t\t</Контакты>\n\t\t\t</Контрагент>\n\t\t</Контрагенты>\n'
  )
}

function line(random: Random, seed: number, kopecks: number): string {
  return (
    `\t\t\t<Товар>\n\t\t\t\t<Ид>${offerId(seed, random.below(100_000))}</Ид>\n` +
    `\t\t\t\t<Наименование>${escapeXml(productName(random))}</Наименование>\n${BASE_UNIT}` +
    `\t\t\t\t<ЦенаЗаЕдиницу>${decimal(kopecks)}</ЦенаЗаЕдиницу>\n\t\t\t\t<Количество>1</Количество>\n` +
    `\t\t\t\t<Сумма>${decimal(kopecks)}</Сумма>\n\t\t\t\t<ЗначенияРеквизитов>\n` +
    '\t\t\t\t\t<ЗначениеРеквизита>\n\t\t\t\t\t\t<Наименование>ТипНоменклатуры</Наименование>\n' +
    '\t\t\t\t\t\t<Значение>Товар</Значение>\n\t\t\t\t\t</ЗначениеРеквизита>\n\t\t\t\t</ЗначенияРеквизитов>\n' +
    '\t\t\t</Товар>\n'
  )
}

/** orders.xml as a shop sends it: an order of ten lines, about 10 KB in UTF-8, with its buyer. */
export function ordersDocument(seed: number, encoding: string): Document {
  return {
    head: prologue(encoding, '2.09'),
    tail: '</КоммерческаяИнформация>\n',
    groups: 0,
    item(index) {
      const random = new Random(seed, 'order', index)
      const id = String(index + 1)
      let lines = ''
      let sum = 0
      for (let count = 0; count < LINES; count++) {
        const kopecks = 1_00 + random.below(20_000_00)
        sum += kopecks
        lines += line(random, seed, kopecks)
      }
      const xml =
        `\t<Документ>\n\t\t<Ид>${id}</Ид>\n\t\t<Номер>${id}</Номер>\n\t\t<Дата>2025-01-15</Дата>\n` +
        '\t\t<Время>10:30:00</Время>\n\t\t<ХозОперация>Заказ товара</ХозОперация>\n\t\t<Роль>Продавец</Роль>\n' +
        `\t\t<Валюта>RUB</Валюта>\n\t\t<Курс>1</Курс>\n\t\t<Сумма>${decimal(sum)}</Сумма>\n${counterparty(random)}` +
        `\t\t<Комментарий>Позвонить за час, домофон ${random.below(100)}К</Комментарий>\n` +
        `\t\t<Товары>\n${lines}\t\t</Товары>\n\t\t<ЗначенияРеквизитов>\n` +
        `${requisite('Статус заказа', random.pick(STATUSES))}${requisite('Способ доставки', 'Курьер')}` +
        '\t\t</ЗначенияРеквизитов>\n\t</Документ>\n'
      return { id, xml, kopecks: sum }
    },
  }
}

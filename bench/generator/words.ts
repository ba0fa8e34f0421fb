import type { Random } from './random.ts'

// Every character here exists in windows-1251: both encodings must carry the same text.
const KINDS = [
  'Дрель ударная',
  'Перфоратор',
  'Шуруповёрт аккумуляторный',
  'Пила циркулярная',
  'Лобзик электрический',
  'Смеситель для кухни',
  'Светильник потолочный',
  'Розетка двойная',
  'Кабель силовой',
  'Краска фасадная',
  'Плитка керамическая',
  'Ламинат влагостойкий',
  'Насос погружной',
  'Замок врезной',
  'Лестница-стремянка',
  'Чайник "Уют"',
]
const MAKERS = ['Зубр', 'Интерскол', 'Bosch', 'Makita', 'Вихрь', 'Эра', 'Grohe', 'Black & Decker', 'Оптима', 'Сибртех']
const LETTERS = ['А', 'Б', 'К', 'М', 'Р', 'Э', 'DX', 'GS', 'PRO']

const SENTENCES = [
  'Надёжный инструмент для дома и мастерской, рассчитанный на ежедневную работу.',
  'Корпус из ударопрочного пластика защищён от пыли и брызг.',
  'Эргономичная рукоятка с мягкой накладкой уменьшает усталость рук.',
  'Плавная регулировка оборотов помогает работать с металлом, деревом и бетоном.',
  'В комплекте — кейс, дополнительная рукоятка и ограничитель глубины.',
  'Гарантия производителя 3 года при регистрации на сайте.',
  'Температура эксплуатации от -20 до +45 °С.',
  'Покрытие не теряет цвета под прямыми солнечными лучами.',
  'Подходит для жилых помещений, офисов и складов площадью до 150 кв. м.',
  'Товар сертифицирован и соответствует требованиям ГОСТ.',
  'Уровень шума не превышает 65 дБ, поэтому прибором можно пользоваться и вечером.',
  'Монтаж занимает не более получаса и не требует специальных навыков.',
  'Потребляемая мощность снижена на четверть по сравнению с прежней моделью.',
  'Рекомендуем хранить в сухом месте, вдали от нагревательных приборов.',
  'Упаковка: картонная коробка, 6 шт. в транспортной таре.',
  'Производитель вправе менять комплектацию и внешний вид без предупреждения.',
]

/** Text as it stands in XML, fit for attributes too. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** A product's name, unescaped: some hold quotes and ampersands. */
export function productName(random: Random): string {
  return `${random.pick(KINDS)} ${random.pick(MAKERS)} ${random.pick(LETTERS)}-${100 + random.below(900)}`
}

/** A description of about 1 KB in UTF-8: HTML, unescaped, as 1C takes it from an editor field. */
export function description(random: Random): string {
  const sentence = () => random.pick(SENTENCES)
  const items = [sentence(), sentence()].map((item) => `<li>${item}</li>`).join('\n')
  return `<p>${sentence()} ${sentence()}</p>\n<ul class="features">\n${items}\n</ul>\n<p>${sentence()}<br />${sentence()}</p>`
}

/** `12345.67` for 1234567 kopecks. */
export function decimal(kopecks: number | bigint): string {
  const digits = String(kopecks).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** What 1C shows to people: `12 345,67 руб. за шт`, the thousands kept together by a no-break space. */
export function representation(kopecks: number): string {
  const [whole = '', fraction = ''] = decimal(kopecks).split('.')
  return `${whole.replace(/\B(?=(\d{3})+$)/g, '\u00a0')},${fraction} руб. за шт`
}

import type { Mode } from './step.ts'

/**
 * What a 1C tells its user when an exchange goes wrong, word for word from its source (УТ 10.3 ПроцедурыОбменаССайтом and
 * ОбменССайтом, УТ 11.5 and УНФ ОбменССайтом), but without the names of files in brackets.
 */
export interface Words {
  /** There was no reply, by mode. */
  readonly none: Readonly<Record<Mode, string>>
  /** The first line is not one that the mode knows. */
  readonly unknown: Readonly<Record<Mode, string>>
  /** The site said `failure`, for modes that distinguish it. */
  readonly failure: Readonly<Partial<Record<Mode, string>>>
  /** The body was empty. */
  readonly empty: {
    /** In all modes but `file`, even where they are sent by POST. */
    readonly get: string
    /** In `file`. */
    readonly post: string
  }
  /** The status was not 200. */
  readonly status: {
    /** In all modes but `file`, even where they are sent by POST. */
    readonly get: string
    /** In `file`. */
    readonly post: string
  }
  /** The limit in line 2 is not a number. */
  readonly limit: string
  /** The reply `success` to a file has more lines. */
  readonly more: string
  /** Precedes the body, where it is shown. */
  readonly reply: string
  /** The site redirects. */
  readonly redirect?: string
  /** The documents of a query could not be stored. */
  readonly orders: string
}

const LOST = 'Данные обмена отправлены, но не загружены.'
const AT_SITE = 'Произошла ошибка на стороне сервера.'
const NOT_SENT = 'Файл не отправлен.'
const CHECK_LOGIN = 'Не удалось установить соединение с сервером. Проверьте имя пользователя и пароль.'
const NO_PARAMETERS = 'Не удалось прочитать ответ сервера. Параметры обмена не получены.'
const NO_STATE = `Не удалось получить текущее состояние процесса обмена. ${LOST}`
const UNKNOWN_STATE = `${AT_SITE} Получен неизвестный статус импорта.`
const UNREADABLE = 'Не удалось прочитать данные, загруженные с сервера.'
const FAILURE = { file: `${AT_SITE} ${NOT_SENT}`, import: AT_SITE }
const EMPTY = {
  get: 'Получение данных с сервера: Получен пустой ответ сервера.',
  post: 'Отправка файла на сервер: Получен пустой ответ сервера.',
}

export const UT103_WORDS: Words = {
  none: {
    checkauth: 'Не удалось установить соединение с сервером. Авторизация пользователя не выполнена.',
    init: 'Не удалось получить параметры обмена с сервера.',
    file: `Не удалось получить ответ сервера. ${NOT_SENT}`,
    import: NO_STATE,
    query: 'Не удалось загрузить данные с сервера.',
    success: EMPTY.get,
    // UT 10.3 knows none of these modes.
    info: EMPTY.get,
    deactivate: EMPTY.get,
    complete: EMPTY.get,
  },
  unknown: {
    checkauth: CHECK_LOGIN,
    init: NO_PARAMETERS,
    file: `${AT_SITE} Не получен статус завершения операции. ${NOT_SENT}`,
    import: UNKNOWN_STATE,
    query: UNREADABLE,
    success: UNREADABLE,
    info: UNREADABLE,
    deactivate: UNKNOWN_STATE,
    complete: UNKNOWN_STATE,
  },
  failure: FAILURE,
  empty: EMPTY,
  status: { get: '', post: '' },
  limit: 'Ошибка получения параметров обмена (ограничение размера файла).', // UT 10.3 shows the platform's exception
  more: 'Получен расширенный статус успешного завершения сеанса',
  reply: 'Ответ сервера:',
  orders: 'Не удалось обработать документы, загруженные с сервера.',
}

const NOT_LOGGED_IN = 'Авторизация не выполнена.'
const NOT_EXPORTED = 'Выгрузка на сайт не выполнена.'
const NOT_IMPORTED = 'Загрузка заказов не выполнена.'

export const UT115_WORDS: Words = {
  ...UT103_WORDS,
  none: {
    ...UT103_WORDS.none,
    checkauth: NOT_LOGGED_IN,
    init: NOT_EXPORTED,
    query: NOT_IMPORTED,
    success: NOT_IMPORTED,
  },
  unknown: {
    ...UT103_WORDS.unknown,
    checkauth: `${NOT_LOGGED_IN}\n${CHECK_LOGIN}`,
    init: `${NOT_EXPORTED}\n${NO_PARAMETERS}`,
    success: NOT_IMPORTED,
  },
  status: {
    get: 'Получение данных с сервера: ответ сервера =',
    post: 'Отправка файла на сервер: ответ сервера =',
  },
  limit: 'Ошибка получения параметров обмена (ограничение размера файла).',
  more: 'Получен расширенный статус успешного завершения сеанса.',
}

export const UNF_WORDS: Words = {
  ...UT115_WORDS,
  // УНФ says the same words for GET and POST, those of the other one.
  empty: { get: EMPTY.post, post: EMPTY.post },
  status: {
    get: 'Получение данных с сервера: Ответ сервера:',
    post: 'Получение данных с сервера: Ответ сервера:',
  },
  limit: 'Ошибка получения параметров обмена (ограничение размера файла)!',
  redirect: 'Требуется замена строки подключения', // UNF2
}

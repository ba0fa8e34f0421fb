import type { FileNameFault } from './filename.ts'

/**
 * Why a request is refused, one code for each sentence that 1C is shown.
 *
 * - unknown-command: there is no such type, or no such mode in it.
 *   «Неизвестная команда: проверьте параметры type и mode.»
 * - bad-address: the request line cannot be read (`commerceml serve`).
 *   «Адрес запроса не разобран: имя файла должно быть закодировано (кириллица — как %D0%98, пробел — как %20).»
 * - no-session: another mode than checkauth, with a cookie of no session, or of one that is over.
 *   «Сеанс обмена не открыт или истёк: начните обмен заново.»
 * - no-cookie: the same, and no cookie came at all.
 *   «Клиент не прислал cookie, выданный при входе (checkauth): имя — вторая строка ответа, значение — третья.»
 * - no-token: `sessid` is missing where it is required.
 *   «Параметр sessid не передан: добавляйте к адресу четвёртую строку ответа на вход (checkauth).»
 * - bad-token: `sessid` is not the one of the session.
 *   «Ошибка проверки источника запроса: параметр sessid не совпадает с выданным.»
 * - bad-timestamp: `timestamp` of deactivate is no whole number of seconds.
 *   «Параметр timestamp должен быть временем в секундах.»
 * - nothing-imported: deactivate, and no file of this user was imported since that time.
 *   «С указанного времени ничего не загружено: деактивация отменена.»
 * - no-credentials: checkauth without a Basic `Authorization` that can be read. «Укажите имя пользователя и пароль.»
 * - bad-credentials: `authenticate` said no. «Неверное имя пользователя или пароль.»
 * - too-many-attempts: `allowAttempt` said no. «Слишком много попыток входа: повторите позже.»
 * - unsupported: `info` or `get_catalog` of a site that has none. «Сайт не поддерживает эту команду.»
 * - site-fault: the site threw, or a store did; `onError` is called.
 *   «Внутренняя ошибка сайта: подробности в его журнале.»
 * - site-closed: the exchange is closed. «Сайт перезапускается: повторите обмен позже.»
 * - body-eaten: something has read the body before the exchange.
 *   «Тело запроса прочитано до обмена: сообщите разработчику сайта.»
 * - body-wrapped: the body is packed (`Content-Encoding`) or a form of parts.
 *   «Тело запроса сжато или отправлено как форма: отправляйте файл как есть.»
 * - body-slow: no piece of the body within `bodyIdle`, or not the whole within `bodyTime`.
 *   «Данные приходят слишком медленно: передача прервана.»
 * - body-broken: the body broke off, or is not as long as its `Content-Length`.
 *   «Передача оборвалась: получены не все данные.»
 * - body-too-long: the body is longer than `fileLimit`.
 *   «Слишком большой запрос: размер ограничен значением file_limit.»
 * - file-too-big: the file is over `fileBytes`. «Слишком большой файл.»
 * - session-full: the files of the session are over `sessionBytes` or `sessionFiles`.
 *   «Слишком много данных за один сеанс.»
 * - user-full: the files of all sessions of the user are over `userBytes`.
 *   «Слишком много данных за последние сеансы: повторите обмен позже.»
 * - chunks-disordered: a chunk that neither begins nor continues its file, nor repeats one of it.
 *   «Части файла пришли не по порядку: начните обмен заново.»
 * - import-running: a chunk for a file that is being imported, or init while an importer does not heed its signal.
 *   «Файл уже загружается: дождитесь окончания загрузки.»
 * - import-unknown: no such file came in the session. «Файл не был передан в этом сеансе.»
 * - import-ambiguous: several files of an archive have the name that is asked for.
 *   «В архиве несколько таких файлов: непонятно, какой загружать.»
 * - import-archive-empty: the archive that is asked for has no files. «Архив пуст: в нём нет ни одного файла.»
 * - import-failed: the importer threw something that says nothing of itself. «Загрузка файла не удалась.»
 * - import-restarted: init came while the file was imported. «Обмен начат заново: загрузка файла прервана.»
 * - import-superseded: a later session of the same user imports the file.
 *   «Файл передан заново в другом сеансе: прежняя загрузка прервана.»
 * - import-taken-over: another process goes on with the import, or this one is closed.
 *   «Загрузку файла продолжает другой процесс сайта.»
 * - import-unread: the importer returned without having looked at the file.
 *   «Сайт не прочитал файл: сообщите разработчику сайта.»
 * - imports-failed: deactivate, and an import since that time has failed, or a document was never imported.
 *   «Не все файлы загружены: деактивация отменена.»
 * - orders-running: uploaded orders were not applied within `applySlice`.
 *   «Документы ещё загружаются: повторите обмен позже.»
 * - upload-gone: the file was removed from the store while it was wanted.
 *   «Переданного файла больше нет на сайте: начните обмен заново.»
 * - upload-unreadable: the store could not read the file. «Сайт не смог прочитать переданный файл.»
 * - bad-document: the source of orders or catalog threw, or gave no document that 1C takes.
 *   «Сайт не смог подготовить документ.»
 *
 * Of the name of a file, each a {@link FileNameFault}:
 * - file-missing: «Не указано имя файла.»
 * - file-too-long: «Слишком длинное имя файла.»
 * - file-too-deep: «Слишком много папок в имени файла.»
 * - file-absolute: «Имя файла должно быть относительным.»
 * - file-leaves-folder: «Имя файла выходит за пределы папки обмена.»
 * - file-bad-characters: «Недопустимые символы в имени файла.»
 * - file-reserved: «Недопустимое имя файла.»
 * - file-extension: «Файлы с таким расширением не принимаются.»
 */
export type Refusal =
  | 'unknown-command'
  | 'bad-address'
  | 'no-session'
  | 'no-cookie'
  | 'no-token'
  | 'bad-token'
  | 'bad-timestamp'
  | 'nothing-imported'
  | 'no-credentials'
  | 'bad-credentials'
  | 'too-many-attempts'
  | 'unsupported'
  | 'site-fault'
  | 'site-closed'
  | 'body-eaten'
  | 'body-wrapped'
  | 'body-slow'
  | 'body-broken'
  | 'body-too-long'
  | 'file-too-big'
  | 'session-full'
  | 'user-full'
  | 'chunks-disordered'
  | 'import-running'
  | 'import-unknown'
  | 'import-ambiguous'
  | 'import-archive-empty'
  | 'import-failed'
  | 'import-restarted'
  | 'import-superseded'
  | 'import-taken-over'
  | 'import-unread'
  | 'imports-failed'
  | 'orders-running'
  | 'upload-gone'
  | 'upload-unreadable'
  | 'bad-document'
  | `file-${FileNameFault}`

const SENTENCES: Record<Refusal, string> = {
  'unknown-command': 'Неизвестная команда: проверьте параметры type и mode.',
  'bad-address':
    'Адрес запроса не разобран: имя файла должно быть закодировано (кириллица — как %D0%98, пробел — как %20).',
  'no-session': 'Сеанс обмена не открыт или истёк: начните обмен заново.',
  'no-cookie':
    'Клиент не прислал cookie, выданный при входе (checkauth): имя — вторая строка ответа, значение — третья.',
  'no-token': 'Параметр sessid не передан: добавляйте к адресу четвёртую строку ответа на вход (checkauth).',
  'bad-token': 'Ошибка проверки источника запроса: параметр sessid не совпадает с выданным.',
  'bad-timestamp': 'Параметр timestamp должен быть временем в секундах.',
  'nothing-imported': 'С указанного времени ничего не загружено: деактивация отменена.',
  'no-credentials': 'Укажите имя пользователя и пароль.',
  'bad-credentials': 'Неверное имя пользователя или пароль.',
  'too-many-attempts': 'Слишком много попыток входа: повторите позже.',
  unsupported: 'Сайт не поддерживает эту команду.',
  'site-fault': 'Внутренняя ошибка сайта: подробности в его журнале.',
  'site-closed': 'Сайт перезапускается: повторите обмен позже.',
  'body-eaten': 'Тело запроса прочитано до обмена: сообщите разработчику сайта.',
  'body-wrapped': 'Тело запроса сжато или отправлено как форма: отправляйте файл как есть.',
  'body-slow': 'Данные приходят слишком медленно: передача прервана.',
  'body-broken': 'Передача оборвалась: получены не все данные.',
  'body-too-long': 'Слишком большой запрос: размер ограничен значением file_limit.',
  'file-too-big': 'Слишком большой файл.',
  'session-full': 'Слишком много данных за один сеанс.',
  'user-full': 'Слишком много данных за последние сеансы: повторите обмен позже.',
  'chunks-disordered': 'Части файла пришли не по порядку: начните обмен заново.',
  'import-running': 'Файл уже загружается: дождитесь окончания загрузки.',
  'import-unknown': 'Файл не был передан в этом сеансе.',
  'import-ambiguous': 'В архиве несколько таких файлов: непонятно, какой загружать.',
  'import-archive-empty': 'Архив пуст: в нём нет ни одного файла.',
  'import-failed': 'Загрузка файла не удалась.',
  'import-restarted': 'Обмен начат заново: загрузка файла прервана.',
  'import-superseded': 'Файл передан заново в другом сеансе: прежняя загрузка прервана.',
  'import-taken-over': 'Загрузку файла продолжает другой процесс сайта.',
  'import-unread': 'Сайт не прочитал файл: сообщите разработчику сайта.',
  'imports-failed': 'Не все файлы загружены: деактивация отменена.',
  'orders-running': 'Документы ещё загружаются: повторите обмен позже.',
  'upload-gone': 'Переданного файла больше нет на сайте: начните обмен заново.',
  'upload-unreadable': 'Сайт не смог прочитать переданный файл.',
  'bad-document': 'Сайт не смог подготовить документ.',
  'file-missing': 'Не указано имя файла.',
  'file-too-long': 'Слишком длинное имя файла.',
  'file-too-deep': 'Слишком много папок в имени файла.',
  'file-absolute': 'Имя файла должно быть относительным.',
  'file-leaves-folder': 'Имя файла выходит за пределы папки обмена.',
  'file-bad-characters': 'Недопустимые символы в имени файла.',
  'file-reserved': 'Недопустимое имя файла.',
  'file-extension': 'Файлы с таким расширением не принимаются.',
}

// УНФ shows 255 characters of what it is told.
const MOST_NAMES = 3

/** The sentence that 1C shows for a refusal; the first names of the files that it is about stand before its colon. */
export function sentenceOf(reason: Refusal, files: readonly string[] = []): string {
  const sentence = SENTENCES[reason]
  const more = files.length - MOST_NAMES
  const names = files.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` и ещё ${more}` : '')
  return names === '' ? sentence : sentence.replace(':', () => ` (${names}):`)
}

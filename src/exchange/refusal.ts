import type { FileNameFault } from './filename.ts'

/** Why a request is refused, one code for each sentence that 1C is shown. */
export type Refusal =
  | 'unknown-command'
  | 'no-session'
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
  'no-session': 'Сеанс обмена не открыт или истёк: начните обмен заново.',
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

/** The sentence that 1C shows for a refusal. */
export const sentenceOf = (reason: Refusal): string => SENTENCES[reason]

import type { CommerceMLError, CommerceMLErrorCode, ReadErrorCode } from '../../errors.ts'

/** What is wrong with a document or an archive, for the user of 1C: messages of errors are in English. */
const WRONG: Readonly<Record<ReadErrorCode, string>> = {
  'not-xml': 'Это не документ XML',
  'not-well-formed': 'Ошибка в разметке XML',
  'truncated-input': 'Документ оборван',
  'dtd-refused': 'В документе есть DOCTYPE, которого в CommerceML не бывает',
  'invalid-encoding': 'Байты документа не в его кодировке',
  'unsupported-encoding': 'Неизвестная кодировка документа',
  'wrong-root': 'Это не CommerceML',
  'limit-exceeded': 'Превышен предел, установленный на сайте',
  'strict-issue': 'Сайт не принимает замечаний к документу',
  'unknown-element': 'Неизвестный элемент или атрибут',
  'zip-not-zip': 'Это не архив ZIP',
  'zip-truncated': 'Архив оборван',
  'zip-corrupt': 'Архив повреждён',
  'zip-encrypted': 'Архив зашифрован',
  'zip-unsupported': 'Архив сделан неизвестным способом',
  'zip-unsafe-name': 'Недопустимое имя файла в архиве',
  'zip-duplicate-name': 'В архиве два файла с одним именем',
  'zip-checksum': 'Не сходится контрольная сумма файла в архиве',
  'zip-size-mismatch': 'Не сходится размер файла в архиве',
  'zip-header-mismatch': 'Не сходятся два описания файла в архиве',
  'zip-overlap': 'Файлы в архиве перекрывают друг друга',
  'zip-no-xml': 'В архиве нет документов XML',
  'folder-no-xml': 'Нет документов XML',
}

const isOfReading = (code: CommerceMLErrorCode): code is ReadErrorCode => Object.hasOwn(WRONG, code)

/** The words for what made a document unreadable; `undefined` for what could not be written. */
export const wrongWith = ({ code }: CommerceMLError): string | undefined =>
  isOfReading(code) ? WRONG[code] : undefined

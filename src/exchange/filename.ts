import { isDeviceName } from '../source/device-name.ts'

/** The name that 1C gave a file, made safe. */
export interface FileName {
  /** Tells it from a {@link BadFileName}. */
  readonly ok: true
  /** The folders and, last, the file's own name. */
  readonly segments: readonly string[]
  /** The segments, joined by `/`. */
  readonly path: string
  /** Lower case, without the dot. */
  readonly extension: string
}

/**
 * Why a file name was refused, one word each.
 *
 * - missing: there is none, or only blanks
 * - too-long: over 1,024 characters, or a segment over 255 bytes of UTF-8
 * - too-deep: over 16 segments
 * - absolute: it begins with a drive letter, or a `/` that {@link parseFilename} does not remove
 * - leaves-folder: a segment is `..`, `.` or empty
 * - bad-characters: control, format or private characters, halves of pairs, what Windows forbids, or `%` with two digits
 * - reserved: a segment is a device of Windows, begins with a dot or blank, or ends with one
 * - extension: it has none of the accepted ones, or a segment has that of a script
 */
export type FileNameFault =
  | 'missing'
  | 'too-long'
  | 'too-deep'
  | 'absolute'
  | 'leaves-folder'
  | 'bad-characters'
  | 'reserved'
  | 'extension'

/** A file name that was refused. */
export interface BadFileName {
  /** Tells it from a {@link FileName}. */
  readonly ok: false
  /** What was found wrong first; the refusal is `file-` and this word. */
  readonly fault: FileNameFault
}

// File systems allow 255 bytes; 16 parts are four times what any 1C sends.
const LONGEST_SEGMENT = 255
const LONGEST_NAME = 1_024
const DEEPEST = 16

// A 1C server on Linux sends the path of its temporary folder (1С-Битрикс, catalog.import.1c: "This check for 1c server
// on linux"). All that lead the name are dropped, one may stand in the other.
const SERVER_FOLDERS = /^(?:\/tmp\/|\/?upload\/1c\/webdata\/)+/
// 1С-Битрикс takes a slash off as well (`trim($filename, "/")`), and so does WooCommerce (`ltrim`): who was made for them
// may send it before the names that 1C gives, which lie in the folder itself or below `import_files`.
const LEADING_SLASH = /^\/(?=[^/]+$|import_files\/)/i
// Shell scripts that stand for 1C name files as `find .` does.
const HERE = /^\.\//
// Control, format and private characters, halves of pairs, and what Windows forbids. `%2e` here was encoded twice.
const BAD_CHARACTERS = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}<>:"|?*\ufffd]|%[0-9a-f]{2}/iu
// Windows drops dots and blanks at the end, servers read files that begin with a dot.
const EDGES = /^[. ]|[. ]$/
// What a web server may run wherever it stands in the name: Apache looks at each extension of `a.php.jpg`
// (the list of 1С-Битрикс, HasScriptExtension), IIS 6 stops at the semicolon of `a.asp;.jpg`.
const SCRIPTS = /\.(?:php\d?|phtml?|phar|phps|pht|pl|fpl|py|psp|f?cgi|asp|aspx|ashx|asmx|jspx?|cfm|shtml?)[.;]/i

/**
 * Extensions of the files that are accepted by default: documents, archives, pictures, description files, and the drawings,
 * models and other files of products that УТ 11 can send (ДобавитьАдресаПрочихФайловНоменклатурыXDTO).
 *
 * An allow-list, so that no script gets in; a wide one, since `failure` for one odd file would end the whole exchange. SVG
 * and HTML are missing on purpose: shops put these files where browsers fetch them, and browsers run their scripts.
 */
export const EXTENSIONS: readonly string[] = Object.freeze(
  [
    'xml zip jpg jpeg jpe jfif png gif bmp webp avif heic heif tif tiff ico emf wmf',
    'txt md json rtf csv pdf djvu xps doc docx docm xls xlsx xlsm xlsb ppt pptx pptm pps ppsx odt ods odp vsd vsdx epf mxl',
    'rar 7z gz tar psd ai eps cdr dwg dxf stl stp step igs iges obj 3ds skp rfa ies',
    'mp3 m4a wav ogg mp4 m4v mpg mpeg mov avi mkv webm wmv',
  ].flatMap((kind) => kind.split(' ')),
)

const bad = (fault: FileNameFault): BadFileName => ({ ok: false, fault })

function faultOf(segments: readonly string[]): FileNameFault | undefined {
  if (segments.length > DEEPEST) return 'too-deep'
  if (segments.some((segment) => segment === '..' || segment === '.' || segment === '')) return 'leaves-folder'
  if (segments.some((segment) => BAD_CHARACTERS.test(segment))) return 'bad-characters'
  if (segments.some((segment) => isDeviceName(segment) || EDGES.test(segment))) return 'reserved'
  if (segments.some((segment) => new TextEncoder().encode(segment).length > LONGEST_SEGMENT)) return 'too-long'
  return undefined
}

/**
 * Checks the `filename` of a request. A result that is `ok` always names a file below the folder that it is joined to.
 *
 * `\` is read as `/`; the temporary folders of a 1C server on Linux (`/tmp/`, `upload/1c/webdata/`), `./` and the slash of
 * `/import.xml` are removed; `import_files/…` keeps its folders. Any other name that is not plain and relative is refused.
 *
 * @param extensions the accepted ones, in lower case; {@link EXTENSIONS} by default
 *
 * @example
 * import { parseFilename } from 'commerceml/exchange'
 * const picture = parseFilename('import_files\\ab\\abc.jpg')
 * console.log(picture.ok && picture.path) // import_files/ab/abc.jpg
 * console.log(parseFilename('../shell.php')) // { ok: false, fault: 'leaves-folder' }
 */
export function parseFilename(
  name: string | undefined,
  extensions: readonly string[] = EXTENSIONS,
): FileName | BadFileName {
  if (name !== undefined && typeof name !== 'string') throw new TypeError('parseFilename() takes a string')
  if (name === undefined || name.trim() === '') return bad('missing')
  if (name.length > LONGEST_NAME) return bad('too-long')
  const plain = name.replaceAll('\\', '/').replace(HERE, '').replace(SERVER_FOLDERS, '').replace(LEADING_SLASH, '')
  if (plain.startsWith('/') || /^[a-z]:/i.test(plain)) return bad('absolute')
  const segments = plain.split('/')
  const fault = faultOf(segments)
  if (fault !== undefined) return bad(fault)
  const last = segments[segments.length - 1] as string // split() gives one at least
  const extension = last.slice(last.lastIndexOf('.') + 1).toLowerCase()
  if (!last.includes('.') || !extensions.includes(extension) || segments.some((part) => SCRIPTS.test(`${part}.`))) {
    return bad('extension')
  }
  return { ok: true, segments, path: segments.join('/'), extension }
}

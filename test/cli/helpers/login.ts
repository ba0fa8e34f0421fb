/** What `serve` takes, and `push` and `check` send. */
export const LOGIN = ['--user', '1c', '--password', 'secret']

/** One whose password has a colon, and letters that are none of ASCII. */
export const CYRILLIC_LOGIN = ['--user', '1c', '--password', 'п:secret']

/** The same, as a client sends it. */
export const CYRILLIC_AUTHORIZATION = `Basic ${Buffer.from('1c:п:secret').toString('base64')}`

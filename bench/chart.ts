/** One colour and its points, of positive numbers. */
export interface Line {
  readonly name: string
  readonly points: readonly { readonly x: number; readonly y: number }[]
}

/** A drawing of its own under the others, over the same x. */
export interface Panel {
  readonly title: string
  readonly lines: readonly Line[]
}

const WIDTH = 740
const PANEL_HEIGHT = 260
const MARGIN = { left: 64, right: 210, top: 40, bottom: 44 }
/** Legible on white and on GitHub's dark grey. */
const COLOURS = ['#2f81f7', '#d9822b', '#8957e5', '#2da44e']
const STYLE =
  'text{font:12px system-ui,sans-serif;fill:#57606a}.title{font-weight:600}.grid{stroke:#8c959f;stroke-opacity:.3}' +
  '@media(prefers-color-scheme:dark){text{fill:#9ea7b3}}'

// A file of 10 MB has some bytes more: no decade is begun for them.
const SLACK = 0.01

/** Powers of ten around all values. */
function decades(values: readonly number[]): { readonly least: number; readonly most: number } {
  const least = Math.floor(Math.log10(Math.min(...values)) + SLACK)
  const most = Math.ceil(Math.log10(Math.max(...values)) - SLACK)
  return { least, most: Math.max(most, least + 1) }
}

type Scale = (value: number) => number

const scale = ({ least, most }: ReturnType<typeof decades>, from: number, to: number): Scale => {
  return (value) => Number((from + ((Math.log10(value) - least) / (most - least)) * (to - from)).toFixed(1))
}

const ticks = ({ least, most }: ReturnType<typeof decades>): number[] =>
  Array.from({ length: most - least + 1 }, (_, index) => Number(`1e${least + index}`))

const text = (x: number, y: number, content: string, attributes = ''): string =>
  `<text x="${x}" y="${y}"${attributes && ` ${attributes}`}>${content}</text>`

const label = (value: number): string => (value >= 1000 ? value.toLocaleString('en-US') : String(value))

function drawPanel({ title, lines }: Panel, xTitle: string, top: number): string[] {
  const all = lines.flatMap(({ points }) => points)
  const [xs, ys] = [decades(all.map(({ x }) => x)), decades(all.map(({ y }) => y))]
  const [left, right] = [MARGIN.left, WIDTH - MARGIN.right]
  const [upper, lower] = [top + MARGIN.top, top + PANEL_HEIGHT - MARGIN.bottom]
  const [x, y] = [scale(xs, left, right), scale(ys, lower, upper)]
  const drawn = [text(left, top + 22, title, 'class="title"')]
  for (const tick of ticks(xs)) {
    drawn.push(`<path class="grid" d="M${x(tick)} ${upper}V${lower}"/>`)
    drawn.push(text(x(tick), lower + 16, label(tick), 'text-anchor="middle"'))
  }
  for (const tick of ticks(ys)) {
    drawn.push(`<path class="grid" d="M${left} ${y(tick)}H${right}"/>`)
    drawn.push(text(left - 8, y(tick) + 4, label(tick), 'text-anchor="end"'))
  }
  drawn.push(text((left + right) / 2, lower + 34, xTitle, 'text-anchor="middle"'))
  for (const [index, { name, points }] of lines.entries()) {
    const colour = COLOURS[index % COLOURS.length]
    const corners = points.map((point) => `${x(point.x)},${y(point.y)}`)
    drawn.push(`<polyline fill="none" stroke="${colour}" stroke-width="2" points="${corners.join(' ')}"/>`)
    for (const corner of corners) {
      const [cx, cy] = corner.split(',')
      drawn.push(`<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`)
    }
    const row = upper + 8 + index * 20
    drawn.push(`<path d="M${right + 14} ${row}h18" stroke="${colour}" stroke-width="3"/>`)
    drawn.push(text(right + 38, row + 4, name))
  }
  return drawn
}

/** Panels one under the other as one SVG, both axes logarithmic, without a background: it stands on light and dark. */
export function chart(xTitle: string, panels: readonly Panel[]): string {
  const height = PANEL_HEIGHT * panels.length
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    `<title>${panels.map(({ title }) => title).join('; ')}, against ${xTitle}</title>`,
    `<style>${STYLE}</style>`,
    ...panels.flatMap((panel, index) => drawPanel(panel, xTitle, index * PANEL_HEIGHT)),
    '</svg>',
    '',
  ].join('\n')
}

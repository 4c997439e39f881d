import { SHORT_MS } from './compare.ts'
import { type Look, pathOf } from './picture.ts'
import { type Entry, isMark, type Trace } from './trace.ts'

type Pictures = Pick<Trace, 'pictures' | 'looks'>

const MARGIN = 7

/** The lines that are other ones than before, and the paths that are no more. */
function changes(before: Look, look: Look): readonly string[] {
  const paths = new Set(look.map(pathOf))
  const gone = before.map(pathOf).filter((path) => !paths.has(path))
  return [...gone.map((path) => `- ${path}`), ...look.filter((line) => !before.includes(line))]
}

function changed(before: Look, lines: readonly string[]): Look {
  const gone = new Set(lines.map((line) => (line.startsWith('- ') ? line.slice(2) : pathOf(line))))
  const added = lines.filter((line) => !line.startsWith('- '))
  return [...before.filter((line) => !gone.has(pathOf(line))), ...added].toSorted()
}

/** The pictures that stood, each as what is other than in the one before; of those that passed only the hashes. */
export function picturesText({ pictures, looks }: Pictures): string {
  let before: Look = []
  const told = new Set<string>()
  return pictures
    .flatMap(([line, ms]) => {
      const row = `${String(ms).padStart(MARGIN - 1)} ${line}`
      const look = looks.get(line)
      if (isMark(line) || ms < SHORT_MS || told.has(line) || look === undefined) return [row]
      const rows = changes(before, look).map((one) => `${' '.repeat(MARGIN)}${one}`)
      told.add(line)
      before = look
      return [row, ...rows]
    })
    .map((row) => `${row}\n`)
    .join('')
}

/** The pictures that a text is of; only those that stood have a look. */
export function picturesOf(text: string): Pictures {
  const pictures: Entry[] = []
  const looks = new Map<string, Look>()
  let before: Look = []
  for (const [, ms = '', line = '', rows = ''] of text.matchAll(/^ *(\d+) (.*)\n((?: {7}.*\n)*)/gm)) {
    pictures.push([line, Number(ms)])
    if (rows === '') continue
    before = changed(
      before,
      rows
        .split('\n')
        .filter(Boolean)
        .map((row) => row.slice(MARGIN)),
    )
    looks.set(line, before)
  }
  return { pictures, looks }
}

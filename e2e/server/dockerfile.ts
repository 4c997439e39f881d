import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { installWords } from '../../bin/ensure.mjs'
import { CockpitError } from '../../lib/errors.ts'

export interface Instruction {
  readonly name: string
  readonly words: string
}

/** What an image would start: where its files are, what it runs, as whom, in which environment. */
export interface Image {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  readonly user: string
  readonly entrypoint: readonly string[]
}

interface Stage {
  readonly root: string
  workdir: string
  env: Record<string, string>
  user: string
  entrypoint: readonly string[]
}

/** Reads the instructions of a Dockerfile: one per line, continued by a backslash at the end; comments are left out. */
export function parseDockerfile(text: string): readonly Instruction[] {
  const lines = text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  return lines.map((line) => {
    const [name = '', ...words] = line.trim().split(/\s+/)
    return { name, words: words.join(' ') }
  })
}

/** Does in folders below `place` what an engine would do in images, and answers the last stage. */
export function buildImage(context: string, place: string): Image {
  const stages = new Map<string, Stage>()
  let stage: Stage | null = null
  for (const { name, words } of parseDockerfile(readFileSync(join(context, 'Dockerfile'), 'utf8'))) {
    if (name === 'FROM') {
      const alias = / AS (\S+)$/i.exec(words)?.[1] ?? 'final'
      stage = { root: join(place, alias), workdir: '/', env: {}, user: 'root', entrypoint: [] }
      stages.set(alias, stage)
    } else if (stage === null) throw new CockpitError('invalid', `${name} comes before FROM`)
    else if (name === 'COPY') copy(words, stage, stages, context)
    else follow({ name, words }, stage, context)
  }
  if (stage === null) throw new CockpitError('invalid', 'The Dockerfile has no FROM')
  return { ...stage, folder: join(stage.root, stage.workdir) }
}

function follow({ name, words }: Instruction, stage: Stage, context: string): void {
  const folder = join(stage.root, stage.workdir)
  if (name === 'WORKDIR') {
    stage.workdir = words
    mkdirSync(join(stage.root, words), { recursive: true })
  } else if (name === 'ENV') {
    Object.assign(stage.env, Object.fromEntries(words.split(' ').map((pair) => pair.split('=', 2))))
  } else if (name === 'USER') stage.user = words
  else if (name === 'ENTRYPOINT') stage.entrypoint = JSON.parse(words)
  else if (name === 'RUN') {
    // As in an engine, nothing of this process's environment but what npm needs.
    const { PATH = '', HOME = '' } = process.env
    const environment = ['-i', ...Object.entries({ PATH, HOME, ...stage.env }).map((pair) => pair.join('='))]
    const command = words === install ? installedAs(context) : words
    const { status, stdout, stderr } = spawnSync('env', [...environment, 'sh', '-c', command], {
      cwd: folder,
      encoding: 'utf8',
    })
    if (status !== 0)
      throw new CockpitError('unexpected', `RUN ${words} ended with ${status}: ${stdout}${stderr}`)
  } else if (name !== 'EXPOSE') throw new CockpitError('invalid', `${name} is not known here`)
}

const install = `npm ${installWords.join(' ')}`

/**
 * The packages were put into the checkout by this very command, which takes minutes: npm says whether it would do so here, with no more than was
 * sent, and what it brought there is linked, or copied onto another disk.
 */
function installedAs(context: string): string {
  const packages = `'${join(context, 'node_modules')}'`
  return `${install} --dry-run && { cp -al ${packages} . || cp -a ${packages} .; }`
}

function copy(words: string, to: Stage, stages: ReadonlyMap<string, Stage>, context: string): void {
  const from = stages.get(/^--from=(\S+) /.exec(words)?.[1] ?? '')
  const paths = words.split(' ').filter((word) => !word.startsWith('--'))
  const target = paths.pop() ?? ''
  const folder = join(to.root, to.workdir)
  for (const path of paths) {
    const source = join(from?.root ?? context, path)
    // A trailing slash, or a folder copied, puts things into the target; a folder's content goes there, not the folder.
    const into = target.endsWith('/') && !isFolder(source) ? join(target, path) : target
    const wanted = from === undefined ? inContext(context) : () => true
    mkdirSync(dirname(join(folder, into)), { recursive: true })
    cpSync(source, join(folder, into), { recursive: true, verbatimSymlinks: true, filter: wanted })
  }
}

const isFolder = (path: string) => {
  try {
    readdirSync(path)
    return true
  } catch {
    return false
  }
}

/** Whether a path is sent to the build: the last line of .dockerignore that fits it, or a folder above it, decides. */
export function inContext(context: string): (path: string) => boolean {
  const lines = readFileSync(join(context, '.dockerignore'), 'utf8').split('\n')
  const rules = lines.filter((line) => line !== '' && !line.startsWith('#'))
  return (path) => {
    const inside = relative(context, path)
    if (inside === '') return true
    const parts = inside.split('/')
    const selfAndAbove = parts.map((_part, index) => parts.slice(0, index + 1).join('/'))
    const last = rules.findLast((rule) => selfAndAbove.some((one) => shape(rule).test(one)))
    return last?.startsWith('!') ?? true
  }
}

/** A pattern of .dockerignore as a regular expression; unlike in a shell, a star takes names with a leading dot too. */
const shape = (rule: string) =>
  new RegExp(
    `^${rule
      .replace(/^!/, '')
      .replaceAll('.', '\\.')
      .replace(/\*\*\/|\*/g, (stars) => (stars === '*' ? '[^/]*' : '(?:.*/)?'))}$`,
  )

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from '../../bin/lock.mjs'
import { CockpitError } from '../../lib/errors.ts'
import { findGo, type Go, goEnvironment } from './go.ts'
import { createSupervisor, type Supervisor } from './supervision.ts'

export type Progress = (line: string) => void

export interface Binaries {
  readonly etcd: string
  readonly apiServer: string
  readonly controllerManager: string
  readonly scheduler: string
  readonly kubectl: string
  readonly rolloutsController: string
  readonly rolloutsPlugin: string
  readonly kwok: string
  /** Folder of the CustomResourceDefinitions of the Argo Rollouts that was built. */
  readonly crds: string
  /** Folder of kwok's own stages for nodes. */
  readonly nodeStages: string
}

interface Module {
  readonly name: string
  /** File name of each program → its package. */
  readonly programs: Readonly<Record<string, string>>
  /** Files that a start needs beside the programs, so that it needs no Go: folder name → folder in the Go module. */
  readonly folders: Readonly<Record<string, { readonly module: string; readonly folder: string }>>
}

const argo = 'github.com/argoproj/argo-rollouts'

const modules = {
  etcd: { name: 'etcd', programs: { etcd: 'go.etcd.io/etcd/server/v3' }, folders: {} },
  kubernetes: {
    name: 'kubernetes',
    programs: {
      'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
      'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
      'kube-scheduler': 'k8s.io/kubernetes/cmd/kube-scheduler',
      kubectl: 'k8s.io/kubernetes/cmd/kubectl',
    },
    folders: {},
  },
  rollouts: {
    name: 'argo-rollouts',
    programs: {
      'rollouts-controller': `${argo}/cmd/rollouts-controller`,
      'kubectl-argo-rollouts': `${argo}/cmd/kubectl-argo-rollouts`,
    },
    folders: { crds: { module: argo, folder: 'manifests/crds' } },
  },
  kwok: {
    name: 'kwok',
    programs: { kwok: 'sigs.k8s.io/kwok/cmd/kwok' },
    folders: { 'node-stages': { module: 'sigs.k8s.io/kwok', folder: 'kustomize/stage/node/fast' } },
  },
} as const satisfies Record<string, Module>

const modulesFolder = fileURLToPath(new URL('./modules', import.meta.url))
/** Far beyond a build with cold caches on a slow machine. */
const BUILD_LIMIT_MS = 3_600_000
const cacheFolder = fileURLToPath(new URL('../../.cache/cluster', import.meta.url))

/** Builds what is not in the cache yet and says where everything is; one process at a time, a second one waits. */
export async function buildBinaries(progress: Progress): Promise<Binaries> {
  const go = findGo()
  const folders = {
    etcd: await moduleFolder(modules.etcd, go),
    kubernetes: await moduleFolder(modules.kubernetes, go),
    rollouts: await moduleFolder(modules.rollouts, go),
    kwok: await moduleFolder(modules.kwok, go),
  }
  if (!Object.values(folders).every(existsSync)) {
    const tell = (pid: string) => progress(`waiting for the build that process ${pid} is doing`)
    await withLock(join(cacheFolder, 'build.lock'), () => buildMissing(folders, progress), tell)
  }
  return {
    etcd: join(folders.etcd, 'etcd'),
    apiServer: join(folders.kubernetes, 'kube-apiserver'),
    controllerManager: join(folders.kubernetes, 'kube-controller-manager'),
    scheduler: join(folders.kubernetes, 'kube-scheduler'),
    kubectl: join(folders.kubernetes, 'kubectl'),
    rolloutsController: join(folders.rollouts, 'rollouts-controller'),
    rolloutsPlugin: join(folders.rollouts, 'kubectl-argo-rollouts'),
    kwok: join(folders.kwok, 'kwok'),
    crds: join(folders.rollouts, 'crds'),
    nodeStages: join(folders.kwok, 'node-stages'),
  }
}

async function moduleFolder(module: Module, go: Go): Promise<string> {
  const hash = createHash('sha256').update(`${go.version} ${go.platform}\n`)
  for (const file of ['go.mod', 'go.sum']) hash.update(await readFile(join(modulesFolder, module.name, file)))
  return join(cacheFolder, `${module.name}-${hash.digest('hex').slice(0, 16)}`)
}

/** Under a supervisor, so that a compiler never outlives a build that was killed. */
async function buildMissing(
  folders: Record<keyof typeof modules, string>,
  progress: Progress,
): Promise<void> {
  await removeLeftOvers()
  const supervisor = await createSupervisor()
  try {
    await buildModule(supervisor, modules.etcd, folders.etcd, progress)
    await buildModule(supervisor, modules.kubernetes, folders.kubernetes, progress)
    await buildModule(supervisor, modules.rollouts, folders.rollouts, progress)
    await buildModule(supervisor, modules.kwok, folders.kwok, progress)
  } finally {
    await supervisor.stop()
  }
}

/** Builds beside the final place and renames at the end: what stands there is always whole. */
async function buildModule(supervisor: Supervisor, module: Module, target: string, progress: Progress) {
  if (existsSync(target)) return
  const unfinished = `${target}.unfinished-${process.pid}`
  await mkdir(unfinished, { recursive: true })
  const go = (...args: readonly string[]) =>
    runGo(supervisor, ['-C', join(modulesFolder, module.name), ...args])
  for (const [name, packagePath] of Object.entries(module.programs)) {
    progress(`building ${name}`)
    await timed(`built ${name}`, progress, () =>
      go('build', '-p', '2', '-trimpath', '-ldflags=-s -w', '-o', join(unfinished, name), packagePath),
    )
  }
  for (const [name, { module: path, folder }] of Object.entries(module.folders)) {
    const directory = (await go('list', '-m', '-f', '{{.Dir}}', path)).trim()
    await copyReadable(join(directory, folder), join(unfinished, name))
  }
  await rename(unfinished, target)
}

/** The module cache is read-only, folders too; a copy that keeps that could not be removed again. */
async function copyReadable(from: string, to: string): Promise<void> {
  await mkdir(to)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (entry.isFile()) await writeFile(join(to, entry.name), await readFile(join(from, entry.name)))
  }
}

async function runGo(supervisor: Supervisor, args: readonly string[]): Promise<string> {
  const result = await supervisor.run({
    file: 'go',
    args,
    stdin: '',
    timeoutMs: BUILD_LIMIT_MS,
    env: goEnvironment(),
  })
  if (result.code === 0) return result.stdout
  throw new CockpitError('unexpected', `go ${args.join(' ')} failed:\n${result.stderr.trim()}`)
}

async function removeLeftOvers(): Promise<void> {
  for (const name of await readdir(cacheFolder)) {
    if (name.includes('.unfinished-')) await rm(join(cacheFolder, name), { recursive: true, force: true })
  }
}

/** Says at the end of the work how many seconds it took. */
export async function timed<T>(what: string, progress: Progress, work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const result = await work()
  progress(`${what} (${((performance.now() - began) / 1000).toFixed(1)} s)`)
  return result
}

// Run as a program it is the build alone, for a test run that wants it done before the first time limit.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await buildBinaries((line) => process.stdout.write(`${line}\n`))
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}

import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { CockpitError } from '../errors.ts'
import { isRecord } from './json.ts'
import type { KubeconfigFile } from './kubeconfig.ts'

/** Reads and parses one kubeconfig; null where there is no such file. Throws `invalid`, naming the file. */
export async function readKubeconfigFile(path: string): Promise<KubeconfigFile | null> {
  const text = await readText(path)
  return text === null ? null : { path, document: parseDocument(text, path) }
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    if (code === 'ENOENT') return null
    throw new CockpitError('invalid', `The kubeconfig ${path} cannot be read (${code}).`, { cause })
  }
}

function parseDocument(text: string, path: string): unknown {
  let document: unknown
  try {
    document = parse(text, { merge: true, logLevel: 'error' })
  } catch (cause) {
    // Only the first line: the rest of the parser's message quotes the file, which holds credentials.
    const [first = ''] = (cause instanceof Error ? cause.message : '').split('\n')
    throw new CockpitError('invalid', `The kubeconfig ${path} is not valid YAML: ${first.replace(/:$/, '')}.`)
  }
  if (document === null || document === undefined || isRecord(document)) return document
  throw new CockpitError('invalid', `The kubeconfig ${path} does not hold a kubeconfig.`)
}

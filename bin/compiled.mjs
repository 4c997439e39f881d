import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { sourceDigest } from './build.mjs'
import { root, run } from './ensure.mjs'

/** Where Node keeps what it has made of the modules: without their types, and compiled. */
export const modules = join(root, '.cache', 'modules')

/** What says that the modules of these sources have been compiled. */
export const markOf = () => join(modules, `demo-${sourceDigest(root)}`)

/**
 * Has Node keep what it makes of modules. The demo's are compiled in a process of their own before, where that has not been done: a process that takes
 * types out of modules itself keeps the 25 MB that this takes.
 */
export async function keepCompiled() {
  if (!existsSync(markOf()))
    await run(process.execPath, [join(root, 'bin', 'compile-demo.mjs')], { quiet: true })
  // Where nothing can be kept, nothing is.
  enableCompileCache(modules)
}

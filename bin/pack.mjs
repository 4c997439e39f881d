import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { root } from './ensure.mjs'

// Before `npm pack`: the build goes to where a shipped folder has it, for a package has no sources.
const build = await ensureBuilt(root)
const shipped = join(root, '.next')
rmSync(shipped, { recursive: true, force: true })
cpSync(join(root, build), shipped, { recursive: true })

import { writeFileSync } from 'node:fs'
import { enableCompileCache, flushCompileCache } from 'node:module'
import { markOf, modules } from './compiled.mjs'

// Run by compiled.mjs: what is imported here is compiled and kept.
enableCompileCache(modules)
await import('../lib/demo/main.ts')
flushCompileCache()
writeFileSync(markOf(), '')

import { ensureBuilt } from './build.mjs'
import { root } from './ensure.mjs'

// `npm run build`: the production build where it is missing or older than the sources, and no server.
await ensureBuilt(root)

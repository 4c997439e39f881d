import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { startCluster } from '../cluster/cluster.ts'
import { installMesh } from '../cluster/scenarios/mesh.ts'
import { knownFields, readDocuments } from './known-fields.ts'

/** `node e2e/demo/record-fields.ts`: writes down which fields the kinds of a real API server have. */
const cluster = await startCluster({ contextName: 'fields' })
try {
  await installMesh(cluster)
  const fields = knownFields(await readDocuments(cluster))
  const file = fileURLToPath(new URL('../../lib/demo/api/fields/known.json', import.meta.url))
  await writeFile(file, `${JSON.stringify(fields, null, 2)}\n`)
} finally {
  await cluster.stop()
}

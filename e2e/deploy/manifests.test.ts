import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../bin/ensure.mjs'
import { parseObjects } from '../cluster/api.ts'
import { at, textAt } from '../cluster/json.ts'
import { parseDockerfile } from '../server/dockerfile.ts'

const [deployment] = parseObjects(readFileSync(join(root, 'deploy/base/deployment.yaml'), 'utf8'))
const pod = at(deployment, 'spec.template.spec')
const image = parseDockerfile(readFileSync(join(root, 'Dockerfile'), 'utf8'))

test('the Deployment starts the image of this version as the user that the image names', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(textAt(pod, 'containers.0.image')).toBe(`rollout-cockpit:${version}`)
  const user = image.find(({ name }) => name === 'USER')?.words
  expect(`${at(pod, 'securityContext.runAsUser')}:${at(pod, 'securityContext.runAsGroup')}`).toBe(user)
})

test('its probes and its Service ask the port that the image listens on', () => {
  const [service] = parseObjects(readFileSync(join(root, 'deploy/base/service.yaml'), 'utf8'))
  const port = at(pod, 'containers.0.ports.0')
  const exposed = image.find(({ name }) => name === 'EXPOSE')?.words
  expect(port).toEqual({ name: 'http', containerPort: Number(exposed) })
  expect(at(pod, 'containers.0.livenessProbe.httpGet')).toEqual({ path: '/healthz', port: 'http' })
  expect(at(pod, 'containers.0.readinessProbe.httpGet')).toEqual({ path: '/readyz', port: 'http' })
  expect(at(service, 'spec.ports.0')).toEqual({ name: 'http', port: Number(exposed), targetPort: 'http' })
})

test('its container may do no more than a process that only computes and listens', () => {
  expect(at(pod, 'containers.0.securityContext')).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  })
  expect(at(pod, 'volumes')).toBeUndefined()
})

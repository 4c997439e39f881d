import { describe, expect, test } from 'vitest'
import type { Json } from '../../../objects/json.ts'
import type { KubeObject } from '../../../objects/object.ts'
import { argumentsOf, templatesOf } from './create.ts'

const template = (
  kind: 'AnalysisTemplate' | 'ClusterAnalysisTemplate',
  name: string,
  spec: Json,
): KubeObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind,
  metadata: { name, uid: name, resourceVersion: '1', creationTimestamp: '2026-11-23T10:00:00Z' },
  spec,
})

const names = (found: readonly KubeObject[]) => found.map(({ metadata }) => metadata.name)

describe('the templates of an analysis', () => {
  const all = [
    template('ClusterAnalysisTemplate', 'wide', { args: [{ name: 'service' }] }),
    template('AnalysisTemplate', 'outer', {
      templates: [{ templateName: 'inner' }, { templateName: 'wide', clusterScope: true }],
      args: [{ name: 'service' }],
    }),
    template('AnalysisTemplate', 'inner', {
      args: [
        { name: 'service', value: 'web' },
        { name: 'port', value: '80' },
      ],
    }),
  ]

  test('are those that it names and that these name, each once, those of the cluster last', () => {
    const analysis = {
      templates: [
        { templateName: 'wide', clusterScope: true },
        { templateName: 'outer' },
        { templateName: 'inner' },
      ],
    }
    expect(names(templatesOf(analysis, all))).toEqual(['outer', 'inner', 'wide'])
  })

  test('that name each other are followed once', () => {
    const circle = [
      template('AnalysisTemplate', 'a', { templates: [{ templateName: 'b' }] }),
      template('AnalysisTemplate', 'b', { templates: [{ templateName: 'a' }] }),
    ]
    expect(names(templatesOf({ templates: [{ templateName: 'a' }] }, circle))).toEqual(['a', 'b'])
  })

  test('have each argument once, with the first value that one of them gives', () => {
    expect(argumentsOf(templatesOf({ templates: [{ templateName: 'outer' }] }, all))).toEqual([
      { name: 'service', value: 'web' },
      { name: 'port', value: '80' },
    ])
  })
})

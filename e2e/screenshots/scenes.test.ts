import { globSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { scenarioStates, sceneOf } from '../stories/demo/every-state.ts'
import { crowds, namesOf, scenes } from './play.ts'
import type { Scene } from './stage.ts'

const isScene = (value: unknown): value is Scene =>
  typeof value === 'object' && value !== null && 'name' in value && 'show' in value

test('axe looks at every scene that a module of scenes has: here, or as a crowd in the demo', async () => {
  const modules = await Promise.all(
    globSync('e2e/screenshots/*-scenes.ts').map((file) => import(resolve(file))),
  )
  const all: Scene[] = modules.flatMap((one) => Object.values(one).flat()).filter(isScene)
  expect(all.length).toBeGreaterThan(40)
  const looked = [...scenes, ...crowds.map(({ scene }) => scene)]
  expect(all.filter((scene) => !looked.includes(scene)).flatMap(namesOf)).toEqual([])
  const told: readonly string[] = Object.keys(scenarioStates)
  expect(crowds.filter(({ inDemo }) => !told.includes(inDemo) || inDemo in sceneOf)).toEqual([])
})

test('what axe leaves out in the demo it looks at here', () => {
  const looked = scenes.flatMap(namesOf)
  expect(Object.values(sceneOf).filter((scene) => !looked.includes(scene))).toEqual([])
})

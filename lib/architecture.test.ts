import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

const sources = globSync('{app,components,lib,bin,e2e}/**/*.{ts,tsx,mjs}')
  .concat('proxy.ts')
  .filter(existsSync)
  .sort()
const isTest = (file: string) =>
  /\.(test|e2e)\.tsx?$/.test(file) || /scripted-server|testing|fixtures/.test(file)
const text = new Map(sources.map((file) => [file, readFileSync(file, 'utf8')]))
const read = (file: string) => text.get(file) ?? readFileSync(file, 'utf8')

/** Each room and all that its files may import: rooms or files of ours, and packages. The most exact prefix decides. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  'lib/errors.ts': [],
  'lib/paths.ts': [],
  'lib/env.ts': ['lib/errors.ts', 'bin/settings.mjs', 'package.json', 'node:'],
  'lib/session.ts': ['lib/guard/host.ts', 'lib/errors.ts', 'node:'],
  'lib/rollouts/': ['lib/rollouts/'],
  'lib/deployments/': ['lib/deployments/', 'lib/rollouts/'],
  'lib/services/': ['lib/services/', 'lib/rollouts/'],
  'lib/wire/': ['lib/wire/', 'lib/rollouts/', 'lib/errors.ts'],
  'lib/kube/': [
    'lib/kube/',
    'lib/cluster/source.ts',
    'lib/rollouts/color.ts',
    'lib/rollouts/model.ts',
    'lib/rollouts/patch.ts',
    'lib/errors.ts',
    '@kubernetes/client-node',
    'undici',
    'yaml',
    'node:',
  ],
  'lib/stream/': [
    'lib/stream/',
    'lib/rollouts/',
    'lib/deployments/',
    'lib/services/',
    'lib/cluster/source.ts',
    'lib/errors.ts',
    'lib/paths.ts',
  ],
  'lib/query/': [
    'lib/query/',
    'lib/stream/',
    'lib/rollouts/',
    'lib/deployments/',
    'lib/services/',
    'lib/errors.ts',
    'lib/paths.ts',
    '@tanstack/react-query',
    'react',
  ],
  'lib/cluster/': [
    'lib/cluster/',
    'lib/wire/',
    'lib/rollouts/',
    'lib/deployments/',
    'lib/services/',
    'lib/stream/',
    'lib/access/',
    'lib/errors.ts',
    'lib/paths.ts',
    'node:',
  ],
  'lib/cluster/process.ts': [
    'lib/cluster/',
    'lib/kube/',
    'lib/env.ts',
    'lib/errors.ts',
    'server-only',
    'node:',
  ],
  'lib/access/': [
    'lib/access/',
    'lib/rollouts/',
    'lib/errors.ts',
    'lib/cluster/source.ts',
    'lib/stream/protocol.ts',
  ],
  'lib/demo/own-folder.ts': ['bin/lock.mjs', 'node:'],
  'lib/demo/': ['lib/demo/', 'lib/rollouts/', 'lib/wire/', 'lib/errors.ts', 'yaml', 'node:'],
  'lib/demo/control/': ['lib/demo/', 'lib/guard/', 'lib/rollouts/', 'lib/wire/', 'lib/errors.ts', 'node:'],
  'lib/demo/main.ts': ['lib/demo/', 'lib/guard/', 'lib/errors.ts', 'lib/paths.ts', 'node:'],
  'lib/guard/': ['lib/guard/', 'lib/session.ts', 'lib/env.ts', 'lib/errors.ts', 'node:'],
  'components/ui/': [
    'components/ui/',
    'react',
    'radix-ui',
    'lucide-react',
    'clsx',
    'class-variance-authority',
    'next-themes',
  ],
  'components/': [
    'components/',
    'lib/rollouts/',
    'lib/deployments/',
    'lib/services/',
    'lib/query/',
    'lib/stream/',
    'lib/errors.ts',
    'lib/paths.ts',
    'react',
    'react-dom',
    'next',
    'radix-ui',
    'lucide-react',
    'clsx',
    'class-variance-authority',
    'next-themes',
    'nuqs',
    'sonner',
    '@tanstack/',
  ],
  'app/': [
    'app/',
    'components/',
    'lib/cluster/',
    'lib/stream/',
    'lib/rollouts/',
    'lib/deployments/',
    'lib/services/',
    'lib/query/',
    'lib/guard/',
    'lib/session.ts',
    'lib/env.ts',
    'lib/errors.ts',
    'lib/paths.ts',
    'react',
    'next',
    'node:',
    'nuqs',
  ],
  'proxy.ts': ['lib/guard/', 'lib/env.ts', 'next', 'node:'],
  'bin/': [
    'bin/',
    'lib/kube/config.ts',
    'lib/demo/main.ts',
    'lib/guard/judge.ts',
    'lib/errors.ts',
    'next',
    'node:',
  ],
  'e2e/': [
    'e2e/',
    'lib/',
    'bin/',
    'node:',
    'undici',
    'yaml',
    'vitest',
    '@playwright/test',
    'axe-core',
    'playwright',
  ],
}
const roomOf = (file: string) =>
  Object.keys(rooms)
    .filter((room) => file.startsWith(room))
    .sort((a, b) => b.length - a.length)[0]

function importsOf(file: string): readonly string[] {
  const found = read(file).matchAll(
    /^\s*(?:import|export)\s[^'"`]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm,
  )
  return [...found]
    .map((match) => match[1] ?? match[2] ?? match[3] ?? '')
    .map((to) => {
      if (to.startsWith('.')) return normalize(join(dirname(file), to))
      return to.startsWith('@/') ? to.slice(2) : to
    })
}

const may = (room: string, to: string) =>
  (rooms[room] ?? []).some(
    (allowed) =>
      to === allowed || (/[/:]$/.test(allowed) ? to.startsWith(allowed) : to.startsWith(`${allowed}/`)),
  )

describe('rooms', () => {
  test('each file imports only what its room may', () => {
    const broken = sources
      .filter((file) => !isTest(file))
      .flatMap((file) => {
        const room = roomOf(file)
        if (room === undefined) return [`${file} is in no room`]
        return importsOf(file)
          .filter((to) => !to.endsWith('.css') && !may(room, to))
          .map((to) => `${file} -> ${to}`)
      })
    expect(broken).toEqual([])
  })

  test('the words that belong to one place stand nowhere else', () => {
    const owners: readonly [RegExp, RegExp][] = [
      [/\bprocess\.env\b/, /^(lib\/env\.ts|bin\/|e2e\/|app\/.*error|instrumentation)/],
      [
        /\bglobalThis\b/,
        /^(lib\/cluster\/process\.ts|lib\/env\.ts|bin\/|e2e\/|instrumentation|lib\/stream\/)/,
      ],
      [/@kubernetes\/client-node/, /^lib\/(kube\/|architecture)/],
      [/\bnew EventSource\b/, /^lib\/stream\//],
    ]
    const broken = sources
      .filter((file) => !isTest(file))
      .flatMap((file) =>
        owners
          .filter(([word, owner]) => word.test(read(file)) && !owner.test(file))
          .map(([word]) => `${file}: ${word.source}`),
      )
    expect(broken).toEqual([])
  })

  test('the rules are pure: no clock, no process, no console', () => {
    const broken = sources.filter(
      (file) =>
        /^lib\/(rollouts|deployments|services)\//.test(file) &&
        !isTest(file) &&
        /\bDate\.now|new Date\(\)|\bprocess\b\.|\bconsole\.|\bfetch\(/.test(read(file)),
    )
    expect(broken).toEqual([])
  })

  test('no Secret is named where the Kubernetes API is spoken to', () => {
    expect(
      sources.filter(
        (file) =>
          /^lib\/(kube|cluster|wire)\//.test(file) && !isTest(file) && /['"`/]secrets\b/.test(read(file)),
      ),
    ).toEqual([])
  })
})

describe('files', () => {
  test('what is shown at an address that leads nowhere brings no script: every page would load it first', () => {
    const reached = new Set(['app/not-found.tsx'])
    // A set that grows is walked to its end.
    for (const file of reached) for (const to of text.has(file) ? importsOf(file) : []) reached.add(to)
    expect(reached).toContain('components/ui/notice.tsx')
    expect(
      [...reached].filter((to) => to === 'next/link' || text.get(to)?.startsWith("'use client'")),
    ).toEqual([])
  })

  test('no file is longer than its ceiling', () => {
    const ceiling = (file: string) => (isTest(file) ? 600 : 300)
    expect(
      sources
        .filter((file) => read(file).split('\n').length - 1 > ceiling(file))
        .map((file) => `${file}: ${read(file).split('\n').length - 1}`),
    ).toEqual([])
  })

  test('there are no barrels, and default exports only where a tool asks for them', () => {
    expect(sources.filter((file) => /\/index\.tsx?$/.test(file))).toEqual([])
    const asked = /^app\/|\.config\.(ts|mjs)$|^proxy\.ts$/
    expect(sources.filter((file) => !asked.test(file) && /^export default\b/m.test(read(file)))).toEqual([])
  })

  test('what the documents link to is there', () => {
    const documents = globSync('{*.md,{docs,app,components,lib,bin,e2e,deploy}/**/*.md}')
    const dead = documents.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map((match) => match[1] ?? '')
        .filter((to) => !existsSync(join(dirname(file), to)))
        .map((to) => `${file} -> ${to}`),
    )
    expect(dead).toEqual([])
  })
})

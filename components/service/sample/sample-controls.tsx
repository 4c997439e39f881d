'use client'

import { Play, RotateCcw, Square } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { askablePorts, defaultPort, parseSamplePath, portWord } from '@/lib/services/request.ts'
import type { ServiceDetail } from '@/lib/services/view.ts'
import type { Sampler } from './use-sampler.ts'

interface SampleControlsProps {
  readonly detail: ServiceDetail
  readonly sampler: Sampler
  readonly lock: string | null
}

export const fieldClass =
  'h-9 min-w-0 rounded-control border border-line-strong bg-surface px-3 text-sm aria-invalid:border-degraded'

/** What is asked, and that it begins and ends. */
export function SampleControls({ detail, sampler, lock }: SampleControlsProps) {
  const [path, setPath] = useState(sampler.path)
  const [port, setPort] = useState<string | null>(null)
  const id = useId()
  const ports = askablePorts(detail.ports)
  const first = defaultPort(detail.ports)
  const chosen = port ?? (first && portWord(first))
  const valid = parseSamplePath(path) !== null
  const reason = lock ?? (first === null ? 'This Service has no TCP port.' : valid ? null : pathRule)
  const { running, squares } = sampler
  return (
    <form
      className="flex flex-wrap items-end gap-x-3 gap-y-2.5"
      onSubmit={(event) => {
        event.preventDefault()
        if (!running && reason === null) sampler.start(path, chosen)
      }}
    >
      <label className="grid min-w-0 flex-1 basis-40 gap-1 text-muted text-xs sm:max-w-64">
        Path
        <input
          value={path}
          onChange={(event) => setPath(event.target.value)}
          disabled={running}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={!valid}
          aria-describedby={valid ? undefined : id}
          className={`mono ${fieldClass} disabled:bg-sunken disabled:text-muted`}
        />
      </label>
      {ports.length > 1 && (
        <label className="grid gap-1 text-muted text-xs">
          Port
          <select
            value={chosen ?? ''}
            onChange={(event) => setPort(event.target.value)}
            disabled={running}
            className={`${fieldClass} text-ink disabled:bg-sunken disabled:text-muted`}
          >
            {ports.map((one) => (
              <option key={portWord(one)} value={portWord(one)}>
                {one.name === '' ? one.port : `${one.name} (${one.port})`}
              </option>
            ))}
          </select>
        </label>
      )}
      {running ? (
        // Not one and the same element: pressed to stop, it must not become the one that submits.
        <Button key="stop" onClick={sampler.stop}>
          <Square aria-hidden size={15} />
          Stop
        </Button>
      ) : (
        <Button key="start" type="submit" variant="primary" disabledReason={reason}>
          <Play aria-hidden size={15} />
          {squares.length === 0 ? 'Start sampling' : 'Go on'}
        </Button>
      )}
      {squares.length > 0 && (
        <Button variant="ghost" onClick={sampler.clear}>
          <RotateCcw aria-hidden size={15} />
          Count anew
        </Button>
      )}
      {!valid && (
        <p id={id} className="basis-full text-degraded text-sm">
          {pathRule}
        </p>
      )}
    </form>
  )
}

const pathRule = 'A path begins with /, has the characters of a URL, and no part of it is “..”.'

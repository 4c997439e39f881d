'use client'

import { clsx } from 'clsx'
import { Minus, Plus } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { ImageName } from '@/components/rollouts/image-name.tsx'
import { Button } from '@/components/ui/button.tsx'
import { clipped } from '@/components/ui/clipped.ts'
import { TimeAgo } from '@/components/ui/time.tsx'
import type { DeploymentDetail } from '@/lib/deployments/view.ts'
import type { RolloutRef } from '@/lib/paths.ts'
import { type Draft, earlier } from './draft.ts'
import { RevisionChanges } from './revision-changes.tsx'

interface FieldsProps {
  readonly at: RolloutRef
  readonly detail: DeploymentDetail
  readonly draft: Draft
  readonly onDraft: (draft: Draft) => void
  /** What is wrong with what they hold; null when nothing is. */
  readonly problem: string | null
}

const box =
  'h-10 w-full min-w-0 rounded-control bg-surface px-3 shadow-panel outline-none focus-visible:outline-2 focus-visible:outline-stable'

interface FieldProps {
  readonly name: string
  /** Below the field: what is wrong, or what may be written. */
  readonly note: string
  readonly children: (id: string, noteId: string) => ReactNode
}

function Field({ name, note, children }: FieldProps) {
  const id = useId()
  return (
    <div className="mb-4">
      <label htmlFor={id} className="mb-1 block font-medium text-sm">
        {name}
      </label>
      {children(id, `${id}-note`)}
      <p id={`${id}-note`} aria-live="polite" className="mt-1 min-h-5 text-muted text-sm">
        {note}
      </p>
    </div>
  )
}

/** Which container gets which image. */
export function ImageFields({ detail, draft, onDraft, problem }: FieldsProps) {
  const containers = [...detail.containers, ...detail.initContainers]
  const choose = (container: string) =>
    onDraft({ ...draft, container, image: containers.find(({ name }) => name === container)?.image ?? '' })
  return (
    <>
      {containers.length > 1 && (
        <Field name="Container" note="">
          {(id) => (
            <select
              id={id}
              value={draft.container}
              onChange={(event) => choose(event.currentTarget.value)}
              className={box}
            >
              {containers.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Field name={containers.length > 1 ? 'Image' : `Image of ${draft.container}`} note={problem ?? ''}>
        {(id, noteId) => (
          <input
            id={id}
            aria-describedby={noteId}
            aria-invalid={problem !== null}
            value={draft.image}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            // biome-ignore lint/a11y/noAutofocus: it is what the card was opened for
            autoFocus
            onChange={(event) => onDraft({ ...draft, image: event.currentTarget.value })}
            className={clsx(box, 'mono')}
          />
        )}
      </Field>
    </>
  )
}

/** How many pods there are to be. */
export function ScaleField({ draft, onDraft, problem }: FieldsProps) {
  const number = Number(draft.replicas)
  const step = (by: number) =>
    onDraft({ ...draft, replicas: `${Math.max(0, (Number.isSafeInteger(number) ? number : 0) + by)}` })
  return (
    <Field name="Replicas" note={problem ?? ''}>
      {(id, noteId) => (
        <div className="flex gap-2">
          <Button size="icon" aria-label="One fewer" className="size-10" onClick={() => step(-1)}>
            <Minus aria-hidden size={16} />
          </Button>
          <input
            id={id}
            aria-describedby={noteId}
            aria-invalid={problem !== null}
            value={draft.replicas}
            inputMode="numeric"
            autoComplete="off"
            // biome-ignore lint/a11y/noAutofocus: it is what the card was opened for
            autoFocus
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => onDraft({ ...draft, replicas: event.currentTarget.value })}
            className={clsx(box, 'num max-w-28 text-center font-semibold text-lg')}
          />
          <Button size="icon" aria-label="One more" className="size-10" onClick={() => step(1)}>
            <Plus aria-hidden size={16} />
          </Button>
        </div>
      )}
    </Field>
  )
}

/** Which revision is brought back, and in what its template differs. */
export function RevisionFields({ at, detail, draft, onDraft }: FieldsProps) {
  const chosen = earlier(detail).find(({ number }) => number === draft.revision)
  return (
    <>
      <fieldset className="mb-4 max-h-52 overflow-y-auto rounded-control shadow-panel">
        <legend className="sr-only">Revision to bring back</legend>
        {earlier(detail).map(({ number, images, createdAt, changeCause }) => (
          <label
            key={number}
            className="flex cursor-pointer items-baseline gap-3 border-line border-t px-3 py-2 first-of-type:border-t-0 hover:bg-sunken has-checked:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-stable"
          >
            <input
              type="radio"
              name="revision"
              checked={number === draft.revision}
              onChange={() => onDraft({ ...draft, revision: number })}
            />
            <span className="num font-semibold">{number}</span>
            <span className="min-w-0 flex-1">
              {images.map((image) => (
                <span key={image} className="mr-3">
                  <ImageName image={image} />
                </span>
              ))}
              {changeCause !== '' && (
                <span className="block break-words text-muted text-sm">{clipped(changeCause)}</span>
              )}
            </span>
            <span className="num text-muted text-sm">
              <TimeAgo at={createdAt} suffix="ago" />
            </span>
          </label>
        ))}
      </fieldset>
      {chosen && <RevisionChanges at={at} replicaSet={chosen.replicaSet} state={detail.stateKey} />}
    </>
  )
}

import { CopyButton } from './copy-button.tsx'
import { WholeWords } from './whole-words.tsx'

/** A command line to read and to copy. */
export function Command({ line }: { readonly line: string }) {
  return (
    <div className="mt-3 flex items-start gap-2 rounded-control bg-sunken py-1.5 pr-1.5 pl-3">
      <code className="mono min-w-0 flex-1 wrap-anywhere whitespace-pre-wrap py-1.5">
        <WholeWords text={line} />
      </code>
      <CopyButton text={line} label="Copy command" iconOnly />
    </div>
  )
}

import { type KeyboardEvent, useId } from 'react'
import { Button } from '@/components/ui/button.tsx'

interface CardFooterProps {
  /** The words on the button that confirms. */
  readonly button: string
  readonly danger: boolean
  /** Enter must not confirm it. */
  readonly careful: boolean
  readonly loading: boolean
  /** Why it cannot be confirmed now; null when it can. */
  readonly refusal: string | null
  /** Something in the card wants the focus. */
  readonly focused?: boolean
  readonly onCancel: () => void
  readonly onConfirm: () => void
}

// A key pressed out of habit must not move all users: for these the space bar or the pointer has to be meant.
const refuseEnter = (event: KeyboardEvent) => {
  if (event.key === 'Enter') event.preventDefault()
}

// Enter that is held down since it opened the card has read nothing.
const refuseHeldEnter = (event: KeyboardEvent) => {
  if (event.repeat) refuseEnter(event)
}

/** Cancel and confirm at the foot of a card; a careful one is not confirmed by Enter. */
export function CardFooter({
  button,
  danger,
  careful,
  loading,
  refusal,
  focused = false,
  onCancel,
  onConfirm,
}: CardFooterProps) {
  const hint = useId()
  return (
    <>
      {careful && (
        <p id={hint} className="basis-full text-muted text-sm">
          Enter does not confirm this; click, or press Space.
        </p>
      )}
      <Button onClick={onCancel} autoFocus={careful && !focused}>
        Cancel
      </Button>
      <Button
        variant={danger ? 'danger' : 'primary'}
        autoFocus={!careful && !focused}
        loading={loading}
        disabledReason={refusal}
        onClick={onConfirm}
        onKeyDown={careful ? refuseEnter : refuseHeldEnter}
        {...(careful ? { 'aria-describedby': hint } : {})}
      >
        {button}
      </Button>
    </>
  )
}

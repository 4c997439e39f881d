import { cva } from 'class-variance-authority'

/** The classes of a button, also for links that look like one. */
export const buttonClass = cva(
  'inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-control border font-semibold transition-colors aria-disabled:cursor-not-allowed aria-disabled:opacity-55',
  {
    variants: {
      variant: {
        primary: 'border-ink bg-ink text-surface not-aria-disabled:hover:bg-muted',
        secondary: 'border-line-strong bg-surface text-ink not-aria-disabled:hover:bg-sunken',
        // Red speaks only where it can be pressed; at work it stays as it was when it was pressed.
        danger:
          'border-degraded/45 bg-surface text-degraded not-aria-disabled:hover:bg-degraded-soft aria-disabled:not-aria-busy:border-line-strong aria-disabled:not-aria-busy:text-muted',
        ghost:
          'border-transparent text-muted not-aria-disabled:hover:bg-sunken not-aria-disabled:hover:text-ink',
      },
      size: {
        sm: 'h-8 px-3 text-sm',
        md: 'h-9 px-3.5 text-sm',
        lg: 'h-10 px-4 text-base',
        icon: 'size-9',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)

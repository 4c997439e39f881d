/** The product's mark: a staircase, as every canary is one. */
export function Brand() {
  return (
    <span className="flex items-center gap-2 font-semibold tracking-tight">
      <svg
        aria-hidden="true"
        viewBox="0 0 24 24"
        width="20"
        height="20"
        fill="none"
        stroke="var(--next)"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d="M4 19h4v-5h5V9h4V4h3" />
      </svg>
      <span className="hidden whitespace-nowrap sm:inline">Rollout Cockpit</span>
    </span>
  )
}

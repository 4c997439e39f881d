/** What a program is started with; its output goes to the file `log`. */
export interface ProgramStart {
  readonly name: string
  readonly file: string
  readonly args: readonly string[]
  readonly log: string
  /** Beside the cluster's own environment. */
  readonly env?: Readonly<Record<string, string>>
}

export interface ProgramRun {
  readonly file: string
  readonly args: readonly string[]
  readonly stdin: string
  readonly timeoutMs: number
  /** The cluster's own environment where it is left out. */
  readonly env?: NodeJS.ProcessEnv
}

export interface RunResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export type Order =
  | { readonly do: 'start'; readonly program: ProgramStart }
  | { readonly do: 'run'; readonly run: ProgramRun }
  | { readonly do: 'signal'; readonly name: string; readonly signal: NodeJS.Signals }
  | { readonly do: 'kill'; readonly name: string }
  | { readonly do: 'stop' }

/** Every order carries a number, the answer carries it back. */
export interface Request {
  readonly id: number
  readonly order: Order
}

export interface Exit {
  readonly name: string
  readonly code: number | null
  readonly signal: string | null
}

export type Report =
  | { readonly event: 'ready'; readonly folder: string }
  | { readonly event: 'exit'; readonly exit: Exit }
  | { readonly event: 'answer'; readonly id: number; readonly pid?: number; readonly result?: RunResult }
  | { readonly event: 'failure'; readonly id: number; readonly message: string }

'use client'

import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react'
import { applyMessage, forgetScope } from '@/lib/query/apply-message.ts'
import { connectStream, type Stream } from '@/lib/stream/connect.ts'
import type { PageKey } from '@/lib/stream/page.ts'
import type { Connection } from '@/lib/stream/road.ts'
import { setServerTime } from '../ui/clock.ts'
import { sessionRefused, useSession } from './session.ts'

const connecting: Connection = { state: 'connecting', since: null }

interface StreamContext {
  readonly cluster: string
  readonly stream: Stream | null
  readonly connection: Connection
}

const Context = createContext<StreamContext | null>(null)

function useStream(): StreamContext {
  const context = use(Context)
  if (context === null) throw new Error('The stream is used outside of its provider.')
  return context
}

/** Joins the page to the browser's one event stream and writes what it says of this cluster into the cache. */
export function StreamProvider({
  cluster,
  children,
}: {
  readonly cluster: string
  readonly children: ReactNode
}) {
  const client = useQueryClient()
  const open = useSession().state === 'open'
  const [stream, setStream] = useState<Stream | null>(null)
  const [connection, setConnection] = useState(connecting)

  useEffect(() => {
    if (!open) return
    let left = false
    const joined = connectStream((told) => {
      // What was on its way when this page left would be taken for fresh by the next one.
      if (left || told.cluster !== cluster) return
      if (told.type === 'connection') {
        setConnection(told.connection)
        if (told.connection.state === 'unauthenticated') sessionRefused()
      } else if (told.message.type === 'ping') setServerTime(told.message.serverTime)
      else applyMessage(client, cluster, told.message)
    })
    setStream(joined)
    return () => {
      left = true
      joined.close()
      setStream(null)
    }
  }, [client, cluster, open])

  const value = useMemo(() => ({ cluster, stream, connection }), [cluster, stream, connection])
  return <Context value={value}>{children}</Context>
}

/** What this page wants to hear of its cluster for as long as it is shown. */
export function useStreamScope({
  fleet = false,
  pages = [],
}: {
  readonly fleet?: boolean
  readonly pages?: readonly PageKey[]
}): void {
  const { cluster, stream } = useStream()
  const client = useQueryClient()
  const keys = JSON.stringify(pages)
  useEffect(() => {
    if (stream === null) return
    const wanted: readonly PageKey[] = JSON.parse(keys)
    const scope = { cluster, fleet, pages: wanted }
    stream.setScope(scope)
    return () => {
      stream.setScope(null)
      forgetScope(client, cluster, scope)
    }
  }, [client, cluster, fleet, keys, stream])
}

/** How the browser stands with the server. */
export const useRoad = (): Connection => useStream().connection

/** Tries a broken road again at once. */
export function useWake(): () => void {
  const { stream } = useStream()
  return useCallback(() => stream?.wake(), [stream])
}

/** The cluster whose pages these are. */
export const useCluster = (): string => useStream().cluster

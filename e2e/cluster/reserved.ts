import type { Component, Ports } from './components.ts'
import { type ReservedPort, reservePort } from './ports.ts'

export type Reserved = Readonly<Record<Component, readonly ReservedPort[]>>

export interface Listening {
  readonly ports: Ports
  readonly reserved: Reserved
}

/** A free port for everything in a cluster that listens, and which component each is for. */
export async function reservePorts(): Promise<Listening> {
  const etcd = await reservePort()
  const etcdPeer = await reservePort()
  const apiServer = await reservePort()
  const controllerManager = await reservePort()
  const scheduler = await reservePort()
  const controllerMetrics = await reservePort()
  const controllerHealth = await reservePort()
  const kwok = await reservePort()
  return {
    ports: {
      etcd: etcd.port,
      etcdPeer: etcdPeer.port,
      apiServer: apiServer.port,
      controllerManager: controllerManager.port,
      scheduler: scheduler.port,
      controllerMetrics: controllerMetrics.port,
      controllerHealth: controllerHealth.port,
      kwok: kwok.port,
    },
    reserved: {
      etcd: [etcd, etcdPeer],
      'kube-apiserver': [apiServer],
      'kube-controller-manager': [controllerManager],
      'kube-scheduler': [scheduler],
      kwok: [kwok],
      'rollouts-controller': [controllerMetrics, controllerHealth],
    },
  }
}

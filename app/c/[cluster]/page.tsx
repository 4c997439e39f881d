import { Fleet } from '@/components/fleet/fleet.tsx'

/** The fleet of one cluster. */
export default function FleetPage() {
  return <Fleet />
}

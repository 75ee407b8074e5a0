import 'server-only'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import { readWorkerHealth, readWorkerStatus, type WorkerHealth, type WorkerStatus } from '@/lib/record/worker-status'

export const loadWorkerStatus = (_access: PlatformAccess<'status:read'>): Promise<WorkerStatus> => readWorkerStatus()

/** Whether something needs a look, without the lists. */
export const loadWorkerHealth = (_access: PlatformAccess<'status:read'>, now: Date): Promise<WorkerHealth> =>
  readWorkerHealth(now)

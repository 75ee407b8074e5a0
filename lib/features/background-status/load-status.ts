import 'server-only'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import { readWorkerStatus, type WorkerStatus } from '@/lib/record/worker-status'

export const loadWorkerStatus = (_access: PlatformAccess<'status:read'>): Promise<WorkerStatus> => readWorkerStatus()

import { Skeleton } from '@/lib/ui/skeleton'

/** Over the place of a component until it starts; the place is as tall as it is by `has-[[data-skeleton]]`. */
export const ComponentSkeleton = ({ label }: { label: string }) => (
  <div
    role="status"
    aria-label={label}
    data-skeleton=""
    className="absolute inset-0 flex flex-col gap-4 overflow-hidden"
  >
    <Skeleton className="h-4 w-28" />
    <Skeleton className="h-9 w-48" />
    <Skeleton className="h-4 w-full" />
    <Skeleton className="h-4 w-2/3" />
    <Skeleton className="mt-4 h-24 w-full" />
  </div>
)

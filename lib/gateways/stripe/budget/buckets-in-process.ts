import {
  type Bucket,
  type Buckets,
  close,
  FULL_BUCKET,
  type Rate,
  shareAt,
  take,
  tokensLeft,
  waitFor,
} from '@/lib/domain/stripe/pace'

/** Buckets of a single process. */
export class BucketsInProcess implements Buckets {
  private readonly now: () => number
  private readonly byName = new Map<string, Bucket>()

  constructor(now: () => number) {
    this.now = now
  }

  private bucket = (name: string): Bucket => this.byName.get(name) ?? FULL_BUCKET

  async take(rates: Map<string, Rate>): Promise<number> {
    const now = this.now()
    const wait = Math.max(0, ...[...rates].map(([name, rate]) => waitFor(this.bucket(name), rate, now)))
    if (wait > 0) return wait
    for (const [name, rate] of rates) this.byName.set(name, take(this.bucket(name), rate, now))
    return 0
  }

  async close(rates: Map<string, Rate>, ms: number): Promise<void> {
    const now = this.now()
    for (const [name, rate] of rates) this.byName.set(name, close(this.bucket(name), rate, { now, ms }))
  }

  async left(rates: Map<string, Rate>): Promise<Map<string, number>> {
    const now = this.now()
    return new Map([...rates].map(([name, rate]) => [name, tokensLeft(this.bucket(name), rate, now)]))
  }

  async shares(): Promise<Map<string, number>> {
    const now = this.now()
    const all = [...this.byName].map(([name, bucket]): [string, number] => [name, shareAt(bucket, now)])
    return new Map(all.filter(([, share]) => share < 1))
  }
}

'use client'
import { useEffect, useState } from 'react'

const MINUTE = 60_000

/** Here, because the other texts about people would come with it to every page of an owner. */
const minutes = (left: number) => (left === 1 ? '1 minute left' : `${left} minutes left`)

/** Counts down, and leaves the view when its time is over. Only the browser's clock is asked, so that pages stay alike. */
export function MinutesLeft({ until }: { until: number }) {
  const [left, setLeft] = useState<number | null>(null)
  useEffect(() => {
    const count = () => {
      const now = until - Date.now()
      setLeft(now)
      if (now <= 0) location.assign('/')
    }
    count()
    const timer = setInterval(count, 5000)
    return () => clearInterval(timer)
  }, [until])
  return left === null ? null : (
    <span className="text-muted">{`· ${minutes(Math.max(Math.ceil(left / MINUTE), 0))}`}</span>
  )
}

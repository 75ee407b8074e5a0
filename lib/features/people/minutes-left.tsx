'use client'
import { useEffect, useState } from 'react'
import { viewText as text } from './text'

const MINUTE = 60_000

/** Counts down, and leaves the view when its time is over. `atFirst`: milliseconds left when the page was rendered. */
export function MinutesLeft({ until, atFirst }: { until: number; atFirst: number }) {
  const [left, setLeft] = useState(atFirst)
  useEffect(() => {
    const timer = setInterval(() => {
      const now = until - Date.now()
      setLeft(now)
      if (now <= 0) location.assign('/')
    }, 5000)
    return () => clearInterval(timer)
  }, [until])
  return <span>{text.minutes(Math.max(Math.ceil(left / MINUTE), 0))}</span>
}

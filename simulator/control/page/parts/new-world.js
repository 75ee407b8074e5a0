import { request, run } from './api.js'
import { onSubmit, utc } from './forms.js'
import { find } from './rendering.js'

onSubmit(find('#reset'), ({ now, ...options }) =>
  run('New world started.', async () => {
    await request('POST', '/reset', { ...options, ...(now ? { now: utc(now) } : {}) })
    find('#happened').hidden = true
  }),
)
onSubmit(find('#activity'), (plan) => run('Activity planned.', () => request('POST', '/activity', plan)))
onSubmit(find('#create'), (traits) =>
  run('Account created.', async () => {
    const { id } = await request('POST', '/accounts', traits)
    location.hash = `#/world/${id}`
  }),
)

import { act, ask } from './asking.js'
import { find } from './drawing.js'
import { onSubmit, utc } from './forms.js'

onSubmit(find('#reset'), ({ now, ...wanted }) =>
  act('A new world has begun.', async () => {
    await ask('POST', '/reset', { ...wanted, ...(now ? { now: utc(now) } : {}) })
    find('#happened').hidden = true
  }),
)
onSubmit(find('#activity'), (wanted) => act('The activity is on its way.', () => ask('POST', '/activity', wanted)))
onSubmit(find('#create'), (wanted) =>
  act('The account was created.', async () => {
    const { id } = await ask('POST', '/accounts', wanted)
    location.hash = `#/world/${id}`
  }),
)

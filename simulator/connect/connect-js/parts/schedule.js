import { html } from '../../../browser/html.js'
import { capitalize, count, describeSchedule, WEEKDAYS } from './format.js'
import { choices, openForm } from './forms.js'
import { withSignIn } from './sign-in.js'
import { block, linkButton } from './widgets.js'

export function scheduleView(el) {
  const { data, features } = el
  const delay = Number.isInteger(data.delayDays) && `Settlement delay: ${count(data.delayDays, 'day')}.`
  return block(
    'Payout schedule',
    features.edit_payout_schedule &&
      linkButton('Edit schedule', 'edit-schedule', () => withSignIn(el, () => openSchedule(el))),
    html`<p>${describeSchedule(data.schedule)}</p>`,
    delay && html`<p class="fine">${delay}</p>`,
  )
}

const INTERVALS = {
  daily: 'every business day',
  weekly: 'on selected weekdays',
  monthly: 'on selected days of the month',
  manual: 'only when you send a payout',
}

function openSchedule(el) {
  const { interval: current, weekly_payout_days: currentWeekdays, monthly_payout_days: currentDays } = el.data.schedule
  const interval = choices(
    'Interval',
    el.data.intervals.map(
      (value) => html`
        <label class="choice">
          <input type="radio" name="interval" value=${value} checked=${current === value} autofocus=${current === value}>
          <span>${capitalize(value)} <span class="quiet">${INTERVALS[value]}</span></span>
        </label>`,
    ),
  )
  const chip = (value, text, label, isChosen) =>
    html`<label class="chip"><input type="checkbox" value=${value} checked=${isChosen} aria-label=${label}><span>${text}</span></label>`
  const weekdays = choices(
    'Days of the week',
    WEEKDAYS.map((day) => chip(day, capitalize(day).slice(0, 3), capitalize(day), currentWeekdays?.includes(day))),
    { shape: 'chips five' },
  )
  const monthDays = choices(
    'Days of the month',
    Array.from({ length: 31 }, (_, index) => index + 1).map((day) =>
      chip(day, day, day > 28 ? `${day} or the last day` : String(day), currentDays?.includes(day)),
    ),
    { shape: 'chips', help: '29, 30 and 31 mean the last day of a shorter month.' },
  )
  const chosen = () => interval.chosen()[0]
  const showDays = () => {
    weekdays.node.hidden = chosen() !== 'weekly'
    monthDays.node.hidden = chosen() !== 'monthly'
  }
  interval.node.addEventListener('change', showDays)
  showDays()
  openForm(el, {
    heading: 'Edit payout schedule',
    fields: { interval, weekly_payout_days: weekdays, monthly_payout_days: monthDays },
    submit: 'Save schedule',
    busy: 'Saving…',
    read() {
      const days = { weekly: weekdays, monthly: monthDays }[chosen()]
      const values = days?.chosen() ?? []
      if (!days) return { interval: chosen() }
      if (values.length === 0) {
        days.fail('Choose at least one day.')
        return null
      }
      if (chosen() === 'weekly') return { interval: 'weekly', weekly_payout_days: values }
      return { interval: 'monthly', monthly_payout_days: values.map(Number) }
    },
    async send(values, key) {
      await el.request('POST', '/connect/schedule', values, key)
      return `Payout schedule updated: ${describeSchedule(values)}.`
    },
  })
}

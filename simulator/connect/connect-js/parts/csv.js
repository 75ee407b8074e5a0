const DAY_SECONDS = 86_400

/** Days are calendar days in UTC, as in Stripe's arrival dates. */
export const toDay = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 10)
export const startOf = (day) => Date.parse(`${day}T00:00:00Z`) / 1000
export const endOf = (day) => startOf(day) + DAY_SECONDS

/** An apostrophe keeps spreadsheets from reading a text as a formula. */
function cell(value) {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) && !/^-[\d.]+$/.test(value) ? `'${value}` : value
  return `"${String(text ?? '').replaceAll('"', '""')}"`
}

export function saveCsv(name, rows) {
  const text = rows.map((row) => row.map(cell).join(',')).join('\r\n')
  const address = URL.createObjectURL(new Blob([`\ufeff${text}\r\n`], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${name}.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

// Loaded into the server before anything else: counts the statements that SQLite runs, and writes the count into the file
// STATEMENTS_FILE at each SIGUSR2, beginning anew.
const { writeFileSync } = require('node:fs')
const Database = require('better-sqlite3')

let count = 0
const { prepare } = Database.prototype
Database.prototype.prepare = function (text) {
  const statement = prepare.call(this, text)
  for (const name of ['run', 'all', 'get', 'iterate']) {
    const execute = statement[name]
    statement[name] = (...values) => {
      count += 1
      return execute.apply(statement, values)
    }
  }
  return statement
}

process.on('SIGUSR2', () => {
  writeFileSync(process.env.STATEMENTS_FILE, String(count))
  count = 0
})

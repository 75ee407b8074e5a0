// What a container runs, and `npm start` after it has built: the migrations, then the server, which ends when it is
// asked to, however long its last requests take.
import { spawn } from 'node:child_process'
import { root } from './newer-node.mjs'
import { run, script, server } from './processes.mjs'

run(script('scripts/migrate.ts'))
const child = spawn(process.execPath, server(), { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'))
child.on('exit', (code) => process.exit(code ?? 1))

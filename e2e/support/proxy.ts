import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findNginx } from '../../scripts/nginx.mjs'
import { world } from './world'

/** A port that nobody listens on. */
export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })

async function answers(url: string) {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    if (
      await fetch(url).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${url} did not answer`)
}

const stopped = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })

/** Another server of this build on the same data, without a proxy in front unless `change` says otherwise. */
export async function startSpillway(change: (port: number) => Record<string, string>) {
  const port = await freePort()
  const log = `${world.folder}/spillway-${port}.log`
  const output = openSync(log, 'w')
  const child = spawn(process.execPath, ['server/main.ts'], {
    env: {
      ...process.env,
      ...world.environment,
      BACKGROUND_WORK: 'off',
      PORT: String(port),
      TRUSTED_PROXIES: '0',
      ...change(port),
    },
    stdio: ['ignore', output, output],
  })
  await answers(`http://127.0.0.1:${port}/api/ready`)
  return { port, log, stop: () => stopped(child) }
}

/** nginx with this text inside its `http` block. */
export async function startNginx(text: string, port: number) {
  const programs = findNginx()
  if (!programs) throw new Error('nginx is not installed')
  const folder = mkdtempSync(join(tmpdir(), 'spillway-nginx-'))
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  )
  const certificate = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost']
  execFileSync(
    programs.openssl,
    ['req', ...certificate, '-keyout', `${folder}/key.pem`, '-out', `${folder}/certificate.pem`],
    { stdio: 'ignore' },
  )
  writeFileSync(
    `${folder}/nginx.conf`,
    `daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
    events { worker_connections 256; }
    http { access_log off; ${temporary.join(' ')} ${text.replaceAll('FOLDER', folder)} }`,
  )
  const child = spawn(programs.nginx, ['-p', folder, '-c', `${folder}/nginx.conf`, '-e', `${folder}/error.log`], {
    stdio: 'ignore',
  })
  await answersAtAll(port, () => readFileSync(`${folder}/error.log`, 'utf8'))
  return {
    async stop() {
      await stopped(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function answersAtAll(port: number, because: () => string) {
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    const isUp = await fetch(`http://127.0.0.1:${port}/api/health`).then(
      () => true,
      // A TLS port answers plain HTTP with an error of its own.
      (error: Error) => !String(error.cause).includes('ECONNREFUSED'),
    )
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`nginx did not start: ${because()}`)
}

/** deploy/nginx.conf with its ports, name and certificate changed to those of a test. */
export function ourNginx({ tls, plain, spillway }: { tls: number; plain: number; spillway: number }): string {
  const changes: [string, string][] = [
    ['listen 443 ', `listen 127.0.0.1:${tls} `],
    ['listen 80;', `listen 127.0.0.1:${plain};`],
    ['127.0.0.1:3000', `127.0.0.1:${spillway}`],
    ['server_name payouts.example.com;', 'server_name localhost;'],
    ['/etc/ssl/certs/payouts.example.com.pem', 'FOLDER/certificate.pem'],
    ['/etc/ssl/private/payouts.example.com.key', 'FOLDER/key.pem'],
  ]
  return changes.reduce(
    (text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`deploy/nginx.conf has lost: ${from}`)
      return text.replaceAll(from, to)
    },
    readFileSync('deploy/nginx.conf', 'utf8'),
  )
}

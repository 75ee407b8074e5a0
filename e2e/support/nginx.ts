import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findNginx } from '../../scripts/nginx.mjs'
import { freePort } from '../../scripts/ports.mjs'
import { stopped } from './own-server'
import { world } from './world'

/** nginx at `port` with this text inside its `http` block; FOLDER in it is a folder with a certificate. */
async function startNginx(text: string, port: number) {
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
  await listens(port, () => readFileSync(`${folder}/error.log`, 'utf8'))
  return {
    async stop() {
      await stopped(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function listens(port: number, because: () => string) {
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

/** nginx as it comes, with nothing but the address of Spillway. */
export async function startDefaultNginx(spillwayPort: string) {
  const port = await freePort(3340)
  const server = `server { listen 127.0.0.1:${port}; location / { proxy_pass http://127.0.0.1:${spillwayPort}; } }`
  return { url: `http://localhost:${port}`, ...(await startNginx(server, port)) }
}

/** deploy/nginx.conf at the address of this test's world, with the ports and the certificate of the test. */
export async function startOurNginx(adapt = (text: string) => text) {
  const plain = await freePort(3360)
  const { port } = new URL(world.appUrl)
  const changes: [string, string][] = [
    ['listen 443 ', `listen 127.0.0.1:${port} `],
    ['listen 80;', `listen 127.0.0.1:${plain};`],
    ['127.0.0.1:3000', `127.0.0.1:${world.environment.PORT}`],
    ['server_name payouts.example.com;', 'server_name localhost;'],
    ['/etc/ssl/certs/payouts.example.com.pem', 'FOLDER/certificate.pem'],
    ['/etc/ssl/private/payouts.example.com.key', 'FOLDER/key.pem'],
  ]
  const text = changes.reduce(
    (before, [from, to]) => {
      if (!before.includes(from)) throw new Error(`deploy/nginx.conf has lost: ${from}`)
      return before.replaceAll(from, to)
    },
    readFileSync('deploy/nginx.conf', 'utf8'),
  )
  return { plainUrl: `http://localhost:${plain}`, ...(await startNginx(adapt(text), Number(port))) }
}

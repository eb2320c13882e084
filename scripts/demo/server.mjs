// Registers this machine in Gantry as a server.
import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureNamed } from './api.mjs';

const name = 'this-machine';
const usableMs = 120_000;

export async function ensureServer(api, sshd) {
  const key = await ensureNamed(api, '/security/keys', name, () =>
    api('POST', '/security/keys', { name, description: 'Made by the demo', private_key: sshd.privateKey }),
  );
  const address = { ip: '127.0.0.1', port: sshd.port, user: userInfo().username, private_key_uuid: key.uuid };
  const server = await ensureNamed(api, '/servers', name, () =>
    api('POST', '/servers', {
      name,
      description: 'The machine Gantry runs on',
      proxy_type: 'caddy',
      ...address,
    }),
  );
  const known = await api('GET', `/servers/${server.uuid}`);
  if (known.port !== sshd.port) await api('PATCH', `/servers/${server.uuid}`, { port: sshd.port });
  return server.uuid;
}

/** Let Gantry check a server that is not usable yet, which also pins its host key, and wait for the result. */
export async function ensureUsable(api, uuid) {
  if ((await api('GET', `/servers/${uuid}`)).settings.is_usable) return;
  await api('POST', `/servers/${uuid}/validate`);
  const end = Date.now() + usableMs;
  for (let begun = false; ; await sleep(300)) {
    const { settings, state, validation_logs: logs } = await api('GET', `/servers/${uuid}`);
    if (settings.is_usable) return;
    // The result of an earlier validation stays until this one begins.
    begun ||= state === 'validating';
    if ((begun && state === 'invalid') || Date.now() > end)
      throw new Error(`The server is not usable:\n${logs}`);
  }
}

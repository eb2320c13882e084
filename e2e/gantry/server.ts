import type { ProxyProgram } from '../../src/domain/proxy';
import type { Lab, LabHost } from '../lab/types';
import type { Rest } from './rest';

/** All machines of a lab have the same. */
const KEY = 'lab';

/** Add a lab machine and validate it; return its uuid. */
export async function addServer(
  rest: Rest,
  lab: Lab,
  host: LabHost,
  proxy: ProxyProgram = 'caddy',
): Promise<string> {
  const keys: { name: string; uuid: string }[] = await rest.get('/security/keys');
  const key =
    keys.find(({ name }) => name === KEY) ??
    (await rest.post('/security/keys', { name: KEY, private_key: lab.clientKey.privatePem }));
  const { uuid } = await rest.post('/servers', {
    name: host.name,
    ip: host.ip,
    port: host.sshPort,
    user: host.user,
    private_key_uuid: key.uuid,
    proxy_type: proxy,
  });
  await rest.post(`/servers/${uuid}/validate`, {});
  const server = await rest.eventually(
    `/servers/${uuid}`,
    (body) => body.state === 'usable' || body.state === 'invalid',
  );
  if (server.state !== 'usable') throw new Error(`The server is not usable: ${server.validation_logs}`);
  return uuid;
}

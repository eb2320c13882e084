import type { ProxyProgram } from '../../src/domain/proxy';
import type { Lab, LabHost } from '../lab/types';
import type { Rest } from './rest';

/** Add a lab machine and validate it; return its uuid. */
export async function addServer(
  rest: Rest,
  lab: Lab,
  host: LabHost,
  proxy: ProxyProgram = 'caddy',
): Promise<string> {
  const key = await rest
    .post('/security/keys', { name: `key ${host.name}`, private_key: lab.clientKey.privatePem })
    .catch(
      () => null, // the second machine of the lab has the same key
    );
  const keyUuid = key?.uuid ?? (await rest.get('/security/keys'))[0].uuid;
  const { uuid } = await rest.post('/servers', {
    name: host.name,
    ip: host.ip,
    port: host.sshPort,
    user: host.user,
    private_key_uuid: keyUuid,
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

import type { ApiCaller } from '../testing';

type NewServer = Parameters<ApiCaller['server']['create']>[0];

/** For integration tests only: create servers, each with its own address and key. */
export function serverCreator() {
  let lastOctet = 0;
  return async (api: ApiCaller, input: Partial<NewServer> = {}) => {
    const { uuid: private_key_uuid } = await api.privateKey.generate({});
    return api.server.create({ ip: `203.0.113.${++lastOctet}`, private_key_uuid, ...input });
  };
}

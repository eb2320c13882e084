import { Secret } from '../../domain/secret';
import type { S3StandIn } from '../../engine/s3/stand-in.testing';
import type { DatabaseTest } from '../databases/machine.testing';

/** For integration tests only: the size of every archive, as the machine reports it. */
export const BYTES = 2048;

/** A compose file with a volume that two of its components mount. */
export const sharedVolume = `services:
  web:
    image: nginx
    volumes: [site:/srv]
  worker:
    image: busybox
  editor:
    image: nginx
    volumes: [site:/edit]
volumes:
  site: {}
`;

/** Send what the machine's programs would: the double runs none. */
export function sendByJobs({ host }: DatabaseTest): void {
  const { start } = host.jobs;
  Object.assign(host.jobs, {
    start: async (...[name, command]: Parameters<typeof start>) => {
      await start(name, command);
      const sent = command.env?.GANTRY_S3_URLS;
      const addresses = sent instanceof Secret ? sent.reveal().split('\n') : [];
      for (const address of addresses)
        await fetch(address, name.includes('-upload-') ? { method: 'PUT', body: Buffer.alloc(BYTES) } : {});
    },
  });
}

/** Store the bucket of the stand-in; return its uuid. */
export async function addBucket({ call }: DatabaseTest, s3: S3StandIn): Promise<string> {
  const { endpoint, bucket: name, region, key, secret } = s3.bucket;
  const body = {
    name: 'Offsite',
    endpoint,
    bucket: name,
    region,
    key: key.reveal(),
    secret: secret.reveal(),
  };
  return (await call('POST', '/s3-storages', body)).body.uuid;
}

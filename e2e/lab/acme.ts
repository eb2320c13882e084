// An ACME server (Debian's pebble) on the forge, and the names that it looks up.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackDebian } from '../../scripts/images/unpack-debian.mjs';
import { createAuthority, issueCertificate } from '../../src/lib/certificate';
import { start } from './daemon';
import { onNetworkOf } from './machine';
import { addressOf, forgeNumber } from './network';
import { type ProcessId, until } from './process';
import { secureFetch } from './secure-fetch';
import { hostFolder, ignoreMissing } from './state';
import type { AcmeServer } from './types';

const directoryPort = 14_000;
const managementPort = 15_000;
const dnsPort = 8053;
const namesPort = 8055;
/** Short enough to see a renewal. */
const validSeconds = 60;

/** Get the ACME server of a lab: the running one, or a new one. */
export async function acmeServer(lab: string, slot: number, forge: ProcessId): Promise<AcmeServer> {
  const folder = hostFolder(lab, 'forge');
  const address = addressOf(slot, forgeNumber);
  const ca = join(folder, 'acme-ca.pem');
  const isThere = (await readFile(ca, 'utf8').catch(ignoreMissing)) !== undefined;
  if (!isThere) await startPebble(folder, address, forge);
  const authority = await readFile(ca, 'utf8');
  const names = async (path: string, body: object) => {
    const answer = await fetch(`http://${address}:${namesPort}/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} -> ${answer.status} ${await answer.text()}`);
  };
  const management = { address, port: managementPort, name: address, ca: authority };
  await until(`pebble answers (logs in ${folder})`, () =>
    secureFetch({ ...management, path: '/roots/0' }).then(
      ({ status }) => status === 200,
      () => false,
    ),
  );
  return {
    directoryUrl: `https://${address}:${directoryPort}/dir`,
    authorityFile: ca,
    root: (await secureFetch({ ...management, path: '/roots/0' })).body,
    resolveAll: (ip) => names('set-default-ipv4', { ip }),
    resolve: (host, ip) =>
      ip === null
        ? names('clear-a', { host: `${host}.` })
        : names('add-a', { host: `${host}.`, addresses: [ip] }),
    resolver: `${address}:${dnsPort}`,
    async setTexts(host, values) {
      await names('clear-txt', { host });
      for (const value of values) await names('set-txt', { host, value });
    },
  };
}

/** Start it with the server of names beside it. */
async function startPebble(folder: string, address: string, forge: ProcessId): Promise<void> {
  const { root } = await unpackDebian('pebble');
  const program = (name: string) => join(root, 'usr/bin', name);
  const validity = { now: new Date(), days: 2 };
  const authority = await createAuthority('Lab', validity);
  const own = await issueCertificate(authority, [address], validity);
  const [certificate, privateKey, settings] = ['acme-cert.pem', 'acme-key.pem', 'acme.json'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  await writeFile(certificate, own.certificate);
  await writeFile(privateKey, own.key.reveal(), { mode: 0o600 });
  const pebble = {
    listenAddress: `${address}:${directoryPort}`,
    managementListenAddress: `${address}:${managementPort}`,
    certificate,
    privateKey,
    httpPort: 80,
    tlsPort: 444, // where nothing listens: HTTP-01 has to work
    ocspResponderURL: '',
    externalAccountBindingRequired: false,
    certificateValidityPeriod: validSeconds,
  };
  await writeFile(settings, JSON.stringify({ pebble }));
  const off = ['-http01', '', '-https01', '', '-tlsalpn01', '', '-defaultIPv6', ''];
  const listens = ['-dns01', `${address}:${dnsPort}`, '-management', `${address}:${namesPort}`];
  await start(
    onNetworkOf(forge, [program('pebble-challtestsrv'), ...off, ...listens]),
    folder,
    'pebble-challtes',
  );
  const environment = ['/usr/bin/env', 'PEBBLE_VA_NOSLEEP=1', 'PEBBLE_WFE_NONCEREJECT=0'];
  const dns = ['-dnsserver', `${address}:${dnsPort}`];
  await start(
    onNetworkOf(forge, [...environment, program('pebble'), '-config', settings, ...dns]),
    folder,
    'pebble',
  );
  await writeFile(join(folder, 'acme-ca.pem'), authority.certificate);
}

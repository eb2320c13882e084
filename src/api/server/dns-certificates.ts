import { z } from 'zod';
import { dnsCertificateState, dnsCertificateStates } from '../../domain/dns-certificate';
import { certificateNames } from '../../domain/input/address/certificate-names';
import { type DnsCertificateRow, listDnsCertificates } from '../../services/dns-certificates/list';
import { removeDnsCertificate } from '../../services/dns-certificates/remove';
import { renewDnsCertificate, requestDnsCertificate } from '../../services/dns-certificates/request';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

const tag = 'Servers';
const path = '/servers/{uuid}/dns-certificates';
const one = `${path}/{certificate_uuid}`;
const object = { type: 'server', input: 'uuid' } as const;
const names = { description: 'Host names that it covers.', example: ['example.com', '*.example.com'] };

const certificateUuid = pathId.meta({ description: 'Public id of the certificate.' });

const dnsCertificateWire = wireObject({
  uuid: z.string(),
  names: z.array(z.string()).meta(names),
  cloud_token_uuid: z.string().meta({ description: 'Public id of the token for the DNS provider.' }),
  state: z.enum(dnsCertificateStates).meta({
    description: 'State of the certificate; `failed`: there is none, and the last attempt failed.',
  }),
  issuer: z.string().nullable().meta({
    description: 'Name of the certificate authority that issued it.',
    example: "Let's Encrypt R11",
  }),
  issued_at: timestamp.nullable().meta({ description: 'Time when it was issued.' }),
  expires_at: timestamp.nullable(),
  last_error: z.string().nullable().meta({
    description: 'Why the last attempt failed; null: it did not.',
    example: 'The cloudflare account has no zone for _acme-challenge.example.com.',
  }),
  last_error_at: timestamp.nullable().meta({ description: 'Time of the last failed attempt.' }),
  next_attempt_at: timestamp.meta({ description: 'When it is renewed, or tried again.' }),
  created_at: timestamp,
}).meta({ id: 'DnsCertificate' });

function toDnsCertificateWire(row: DnsCertificateRow, now: Date): z.infer<typeof dnsCertificateWire> {
  const { certificate, problem } = row;
  return {
    uuid: row.uuid,
    names: row.names,
    cloud_token_uuid: row.cloudToken.uuid,
    state: dnsCertificateState({ problem, expiresAt: certificate?.expiresAt ?? null }, now),
    issuer: certificate?.issuer ?? null,
    issued_at: certificate && toTimestamp(certificate.createdAt),
    expires_at: certificate && toTimestamp(certificate.expiresAt),
    last_error: problem,
    last_error_at: row.failedAt && toTimestamp(row.failedAt),
    next_attempt_at: toTimestamp(row.dueAt),
    created_at: toTimestamp(row.createdAt),
  };
}

/** The procedures on the certificates that Gantry obtains by DNS-01, which wildcards need. */
export const dnsCertificateProcedures = {
  dnsCertificates: can('certificate:read', {
    rest: { method: 'GET', path, status: 200, tag, summary: 'List the certificates by DNS of a server' },
    object,
    input: z.strictObject({ uuid: pathId }),
    output: z.array(dnsCertificateWire),
  }).query(async ({ ctx, input }) => {
    const now = ctx.services.clock.now();
    return (await listDnsCertificates(ctx.scope, input.uuid)).map((row) => toDnsCertificateWire(row, now));
  }),

  requestDnsCertificate: can('certificate:create', {
    rest: { method: 'POST', path, status: 201, tag, summary: 'Request a certificate by DNS for a server' },
    object,
    input: z.strictObject({
      uuid: pathId,
      names: certificateNames.meta(names),
      cloud_token_uuid: z.string().max(64).meta({
        description: 'Public id of the token for the DNS provider that has the zones of these names.',
      }),
    }),
    output: dnsCertificateWire,
    audit: 'server',
  }).mutation(async ({ ctx, input }) => {
    const given = { names: input.names, cloudTokenUuid: input.cloud_token_uuid };
    const row = await requestDnsCertificate(ctx.scope, input.uuid, given);
    return toDnsCertificateWire(row, ctx.services.clock.now());
  }),

  renewDnsCertificate: can('certificate:update', {
    rest: {
      method: 'POST',
      path: `${one}/renew`,
      status: 200,
      tag,
      summary: 'Renew a certificate by DNS now, or try again',
      bodyOptional: true,
    },
    object,
    input: z.strictObject({ uuid: pathId, certificate_uuid: certificateUuid }),
    output: messageAnswer,
    audit: 'server',
  }).mutation(async ({ ctx, input }) => {
    await renewDnsCertificate(ctx.scope, input.uuid, input.certificate_uuid);
    return { message: 'Certificate requested.' };
  }),

  deleteDnsCertificate: can('certificate:delete', {
    rest: { method: 'DELETE', path: one, status: 200, tag, summary: 'Delete a certificate by DNS' },
    object,
    input: z.strictObject({ uuid: pathId, certificate_uuid: certificateUuid }),
    output: messageAnswer,
    audit: 'server',
  }).mutation(async ({ ctx, input }) => {
    await removeDnsCertificate(ctx.scope, input.uuid, input.certificate_uuid);
    return { message: 'Certificate deleted.' };
  }),
};

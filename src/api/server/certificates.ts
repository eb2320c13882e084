import { z } from 'zod';
import type { ServedCertificate, UploadedCertificate } from '../../db/generated/client';
import { Secret } from '../../domain/secret';
import { secretInput } from '../../domain/sensitive';
import { certificateState, certificateStates } from '../../domain/served-certificate';
import { listServed, listUploaded } from '../../services/server-certificates/list';
import { removeCertificate } from '../../services/server-certificates/remove';
import { uploadCertificate } from '../../services/server-certificates/upload';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

const tag = 'Servers';
const path = '/servers/{uuid}/certificates';
const object = { type: 'server', input: 'uuid' } as const;
const LONGEST_PEM = 65_536;

const pem = z.string().min(1, 'Must not be empty.').max(LONGEST_PEM);

const issuerName = "Let's Encrypt R11";

const certificateWire = wireObject({
  uuid: z.string(),
  names: z
    .array(z.string())
    .meta({ description: 'Host names that it covers.', example: ['shop.example.com'] }),
  issuer: z
    .string()
    .meta({ description: 'Name of the certificate authority that issued it.', example: issuerName }),
  fingerprint: z.string().meta({
    description: 'SHA-256 of the first certificate.',
    example: 'A1:B2:C3:D4',
  }),
  certificate: z.string().meta({
    description: 'The certificate chain, in PEM format.',
    example: '-----BEGIN CERTIFICATE-----',
  }),
  expires_at: timestamp,
  created_at: timestamp,
}).meta({ id: 'Certificate' });

const servedWire = wireObject({
  domain: z.string().meta({ description: 'Host name served by the proxy.', example: 'shop.example.com' }),
  state: z.enum(certificateStates).meta({
    description:
      'State of the certificate; `ending`: should already have been renewed; `failed`: none after a failed attempt.',
  }),
  is_uploaded: z
    .boolean()
    .meta({ description: 'Whether a user uploaded it. Uploaded certificates are not renewed.' }),
  issuer: z
    .string()
    .nullable()
    .meta({ description: 'Name of the certificate authority that issued it.', example: issuerName }),
  issued_at: timestamp.nullable().meta({ description: 'Start of its validity.' }),
  expires_at: timestamp.nullable(),
  last_error: z.string().nullable().meta({
    description: 'Why the last attempt failed. The proxy retries at increasing intervals.',
    example: 'HTTP 403 urn:ietf:params:acme:error:unauthorized',
  }),
  last_error_at: timestamp.nullable().meta({ description: 'Time of the last failed attempt.' }),
  checked_at: timestamp.meta({ description: 'When the proxy was last checked.' }),
}).meta({ id: 'ServedCertificate' });

function toCertificateWire(row: UploadedCertificate): z.infer<typeof certificateWire> {
  return {
    uuid: row.uuid,
    names: row.names,
    issuer: row.issuer,
    fingerprint: row.fingerprint,
    certificate: row.chain,
    expires_at: toTimestamp(row.expiresAt),
    created_at: toTimestamp(row.createdAt),
  };
}

function toServedWire(row: ServedCertificate, now: Date): z.infer<typeof servedWire> {
  return {
    domain: row.domain,
    state: certificateState(row, now),
    is_uploaded: row.isUploaded,
    issuer: row.issuer,
    issued_at: row.issuedAt && toTimestamp(row.issuedAt),
    expires_at: row.expiresAt && toTimestamp(row.expiresAt),
    last_error: row.problem,
    last_error_at: row.failedAt && toTimestamp(row.failedAt),
    checked_at: toTimestamp(row.checkedAt),
  };
}

export const certificateProcedures = {
  domainCertificates: can('server:read', {
    rest: {
      method: 'GET',
      path: '/servers/{uuid}/domains/certificates',
      status: 200,
      tag,
      summary: 'List the certificates that a server’s proxy presents for its https domains',
    },
    object,
    input: z.strictObject({ uuid: pathId }),
    output: z.array(servedWire),
  }).query(async ({ ctx, input }) => {
    const now = ctx.services.clock.now();
    return (await listServed(ctx.scope, input.uuid)).map((row) => toServedWire(row, now));
  }),

  certificates: can('certificate:read', {
    rest: { method: 'GET', path, status: 200, tag, summary: 'List uploaded certificates of a server' },
    object,
    input: z.strictObject({ uuid: pathId }),
    output: z.array(certificateWire),
  }).query(async ({ ctx, input }) => (await listUploaded(ctx.scope, input.uuid)).map(toCertificateWire)),

  uploadCertificate: can('certificate:create', {
    rest: { method: 'POST', path, status: 201, tag, summary: 'Upload a certificate for a server' },
    object,
    input: z.strictObject({
      uuid: pathId,
      certificate: pem.meta({
        description: 'PEM: the domain’s certificate first, then the intermediate certificates.',
      }),
      private_key: secretInput(pem).meta({ description: 'PEM, RSA or EC, without a passphrase.' }),
    }),
    output: certificateWire,
    audit: 'server',
  }).mutation(async ({ ctx, input }) => {
    const { uuid, certificate, private_key } = input;
    const given = { certificate, privateKey: new Secret(private_key) };
    return toCertificateWire(await uploadCertificate(ctx.scope, uuid, given));
  }),

  deleteCertificate: can('certificate:delete', {
    rest: {
      method: 'DELETE',
      path: `${path}/{certificate_uuid}`,
      status: 200,
      tag,
      summary: 'Delete an uploaded certificate',
    },
    object,
    input: z.strictObject({
      uuid: pathId,
      certificate_uuid: pathId.meta({ description: 'Public id of the uploaded certificate.' }),
    }),
    output: messageAnswer,
    audit: 'server',
  }).mutation(async ({ ctx, input }) => {
    await removeCertificate(ctx.scope, input.uuid, input.certificate_uuid);
    return { message: 'Certificate deleted.' };
  }),
};

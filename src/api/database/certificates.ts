import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { listAuthorities } from '../../services/certificates/authorities';
import { findDatabase } from '../../services/databases/find';
import { can } from '../authorize';
import { pathId } from '../wire/answers';
import { timestamp, toTimestamp } from '../wire/timestamp';

const authority = z
  .object({
    certificate: z.string().meta({ description: 'The certificate, in PEM format.' }),
    fingerprint_sha256: z.string(),
    created_at: timestamp,
    expires_at: timestamp,
  })
  .meta({ id: 'CertificateAuthority' });

export const certificateProcedures = {
  certificateAuthorities: can('database:read', {
    rest: {
      method: 'GET',
      path: '/databases/{uuid}/certificate-authorities',
      status: 200,
      tag: 'Databases',
      summary: 'List the certificate authorities that clients of a database trust',
    },
    object: { type: 'database', input: 'uuid' },
    input: z.strictObject({ uuid: pathId }),
    output: z.array(authority),
  }).query(async ({ ctx, input }) => {
    const { server } = await findDatabase(ctx.scope, input.uuid);
    return (await listAuthorities(ctx.scope, server.id)).map(({ certificate, createdAt, expiresAt }) => ({
      certificate,
      fingerprint_sha256: new X509Certificate(certificate).fingerprint256,
      created_at: toTimestamp(createdAt),
      expires_at: toTimestamp(expiresAt),
    }));
  }),
};

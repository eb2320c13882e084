import { createHmac } from 'node:crypto';
import { webhookHeaders } from '../../../domain/notification-delivery';
import type { Secret } from '../../../domain/secret';
import { keyOf } from './secret';

interface SignedContent {
  /** Id of the delivery, the same at every attempt. */
  id: string;
  /** Time of the attempt. */
  at: Date;
  body: string;
}

/**
 * Write the headers of a request by the Standard Webhooks specification: one signature per secret, so that a receiver
 * which knows any of them accepts it. Without a secret there is no signature.
 */
export function signedHeaders({ id, at, body }: SignedContent, secrets: readonly Secret[]) {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const mac = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`);
    return `v1,${mac.digest('base64')}`;
  });
  return {
    [webhookHeaders.id]: id,
    [webhookHeaders.timestamp]: timestamp,
    ...(signatures.length > 0 && { [webhookHeaders.signature]: signatures.join(' ') }),
  };
}

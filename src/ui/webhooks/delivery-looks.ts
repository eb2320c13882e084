import type { DeliveryStatus } from '../../domain/webhook/delivery';
import type { Tone } from '../primitives/badge';

/** Label and colour of each status of a delivery. */
export const deliveryLooks: Readonly<Record<DeliveryStatus, { label: string; tone: Tone }>> = {
  queued: { label: 'Deployed', tone: 'ok' },
  success: { label: 'Received', tone: 'ok' },
  skipped: { label: 'Skipped', tone: 'idle' },
  duplicate: { label: 'Repeated', tone: 'idle' },
  unmatched: { label: 'No match', tone: 'warn' },
  refused: { label: 'Refused', tone: 'bad' },
  failed: { label: 'Failed', tone: 'bad' },
};

import type { DeliveryStatus } from '../../domain/webhook/delivery';
import type { Tone } from '../primitives/badge';

interface DeliveryLook {
  label: string;
  tone: Tone;
  /** What to do about it; absent if there is nothing to do. */
  advice?: string;
}

/** Label, colour and advice for each status of a delivery. */
export const deliveryLooks: Readonly<Record<DeliveryStatus, DeliveryLook>> = {
  queued: { label: 'Deployed', tone: 'ok' },
  success: { label: 'Received', tone: 'ok' },
  skipped: { label: 'Skipped', tone: 'idle' },
  duplicate: { label: 'Repeated', tone: 'idle' },
  unmatched: {
    label: 'No match',
    tone: 'warn',
    advice:
      'Check that the settings of the application name this repository, and that its source is the one that sent this.',
  },
  refused: {
    label: 'Refused',
    tone: 'bad',
    advice:
      'Copy the secret from the application’s Webhooks tab to your Git provider, and send it again there.',
  },
  failed: { label: 'Failed', tone: 'bad' },
};

import type { Tone } from '../primitives/badge';
import type { Outcome } from './filters';

export const outcomeLooks: Record<Outcome, { label: string; tone: Tone }> = {
  success: { label: 'Done', tone: 'ok' },
  denied: { label: 'Denied', tone: 'warn' },
  failed: { label: 'Failed', tone: 'bad' },
};

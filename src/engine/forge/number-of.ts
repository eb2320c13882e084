import { z } from 'zod';
import type { OutgoingAnswer } from '../../lib/outgoing-request';
import { readAnswer } from '../remote-api/call';

const numbered = z.object({ id: z.int().min(1) });

/** Read the number that a forge gave to what was written. @throws AppError unavailable */
export function numberOf(answer: OutgoingAnswer): string {
  return String(readAnswer(numbered, answer).id);
}

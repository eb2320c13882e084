import { z } from 'zod';
import type { OutgoingAnswer } from '../../lib/outgoing-request';
import { readAnswer } from '../remote-api/call';

const comment = z.object({ id: z.int().min(1) });

/** Read the number of a comment that was written. @throws AppError unavailable */
export function commentId(answer: OutgoingAnswer): string {
  return String(readAnswer(comment, answer).id);
}

import { z } from 'zod';
import { multiLine } from '../../domain/input/text';
import { keepFeedback } from '../../services/installation/feedback';
import { open } from '../authorize';
import { messageAnswer } from '../wire/answers';

const SHORTEST = 10;
const LONGEST = 2000;
const BYTES_OF_A_CHARACTER = 4;

export const sendFeedback = open({
  input: z.strictObject({
    content: z
      .string()
      .min(SHORTEST)
      .max(LONGEST)
      .and(multiLine(LONGEST * BYTES_OF_A_CHARACTER)),
  }),
  output: messageAnswer,
  rate: 'feedback',
  audit: 'instance',
  rest: {
    method: 'POST',
    path: '/feedback',
    status: 200,
    tag: 'System',
    summary: 'Send feedback to the operators of the installation; it goes nowhere else',
  },
}).mutation(({ ctx, input }) => {
  keepFeedback(ctx.services, ctx.request, input.content);
  return { message: 'Thank you. Your feedback is in the log of this installation, and goes nowhere else.' };
});

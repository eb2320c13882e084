import { Readable } from 'node:stream';
import { AppError } from '../../domain/error';

/** Get the answer as a stream (`request.ts`); dockerode's type names only part of its methods. */
export function readable(answer: NodeJS.ReadableStream): Readable {
  if (answer instanceof Readable) return answer;
  throw new AppError('internal', 'The answer of Docker is no stream.');
}

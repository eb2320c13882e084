import { z } from 'zod';
import { parseImageReference } from '../../../domain/input/docker/image-reference';
import { filledLine } from './forms';

export const imageReference = filledLine.transform((value, context) => {
  const reference = value.trim();
  if (parseImageReference(reference) !== null) return reference;
  context.addIssue({
    code: 'custom',
    message: 'Must be an image such as registry.example.com/team/app:1.0.',
  });
  return z.NEVER;
});

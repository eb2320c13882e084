import { z } from 'zod';

/** Name of a build stage, as in `FROM … AS name` (hostile-inputs row 10). */
export const buildStage = z
  .string()
  .max(128)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'Must be the name of a build stage.');

import { z } from 'zod';

export const validationStepStates = ['pending', 'running', 'passed', 'warned', 'failed', 'skipped'] as const;
export type ValidationStepState = (typeof validationStepStates)[number];

/** Start of the advice when a validation with installation adds what is missing. */
export const VALIDATE_WITH_INSTALL = 'Validate with "install"';

/** One step of a server's validation (deployment contract §17), as stored and shown. */
export const validationStep = z.object({
  /** Stable id: `address`, `tcp`, `host_key`, `login`, … */
  id: z.string(),
  title: z.string(),
  state: z.enum(validationStepStates),
  /** Result as text. */
  detail: z.string().nullable(),
  /** Advice; only with `failed` and `warned`. */
  fix: z.string().nullable(),
});

export type ValidationStep = z.infer<typeof validationStep>;
